#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"

#include <algorithm>

// Its pagers (createPageHTML, countPage) are read with every page, because articles have them too:
// extract/paging_script.h.

namespace ogi::extract {
namespace {

// "/a/zfxxgknb/202301/t20230113_2132112.shtml"
bool made_by_trs(const base::Url& url) {
    const auto name = file_stem(url.path());
    const auto mark = name.find('_');
    return name.size() > 10 && name[0] == 't' && mark == 9 && is_digits(name.substr(1, 8)) &&
           is_digits(name.substr(mark + 1));
}

}  // namespace

const Family trs{.name = "TRS (拓尔思)", .made = made_by_trs};

}  // namespace ogi::extract
