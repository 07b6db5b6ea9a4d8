#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/json_list.h"

#include <algorithm>

// Columns are folders like /jyt/c107268/; lists are list.shtml, list_2.shtml, numbered by createPageHTML with
// the name of an element in front (extract/paging_script.h). Newer sites serve a list as JSON:
// /common/search/<32 hexadecimal digits> → {"data": {"results": [{"title", "url"}], "total", "rows",
// "page"}}.
namespace ogi::extract {
namespace {

namespace json = boost::json;

constexpr std::string_view service = "/common/search/";
constexpr int pages_max = 500;

bool made_by_kaipu(const base::Url& url) {
    const auto path = url.path();
    if (path.find(service) != std::string_view::npos) return true;
    for (auto at = path.find("/c"); at != std::string_view::npos; at = path.find("/c", at + 1)) {
        const auto folder = path.substr(at + 2, std::min(path.find('/', at + 1), path.size()) - at - 2);
        if (folder.size() >= 4 && is_digits(folder)) return true;
    }
    return false;
}

bool read_answer(std::string_view text, ListedLinks& links) {
    const bool asked = links.page().path().find(service) != std::string_view::npos;
    const auto answer = asked ? read_json(text) : std::nullopt;
    if (!answer || !answer->is_object()) return false;
    const auto* const data = answer->as_object().if_contains("data");
    if (data == nullptr || !data->is_object()) return false;
    const auto* const results = data->as_object().if_contains("results");
    if (results == nullptr || !results->is_array()) return false;
    for (const auto& result : results->as_array()) {
        if (result.is_object())
            links.add(text_of(result.as_object(), "url"), text_of(result.as_object(), "title"));
    }
    const int total = number_of_digits(text_of(data->as_object(), "total"));
    const int rows = number_of_digits(text_of(data->as_object(), "rows"));
    const int pages = rows > 0 ? std::min(total / rows + (total % rows > 0), pages_max) : 0;
    for (int page = 2; page <= pages; ++page) {
        const auto number = std::to_string(page);
        if (number != parameter(links.page().query(), "page"))
            links.add(with_parameter(links.page(), "page", number), number, next_rel);
    }
    return true;
}

}  // namespace

const Family kaipu{.name = "开普", .made = made_by_kaipu, .read_answer = read_answer};

}  // namespace ogi::extract
