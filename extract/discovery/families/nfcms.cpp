#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"

// Articles are …/content/post_9471605.html (mpost_ for phones), lists a folder with index.html, index_2.html:
// the first is number 1, unlike TRS.
namespace ogi::extract {
namespace {

bool made_by_nfcms(const base::Url& url) {
    const auto stem = file_stem(url.path());
    const auto mark = stem.find("post_");
    return url.path().find("/content/") != std::string_view::npos && mark <= 1 &&
           is_digits(stem.substr(mark + 5)) && url.path().find("/gkmlpt/") == std::string_view::npos;
}

}  // namespace

const Family nfcms{.name = "NFCMS (南方网)", .made = made_by_nfcms};

}  // namespace ogi::extract
