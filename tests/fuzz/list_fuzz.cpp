#include "extract/discovery/discover.h"
#include "extract/read_document.h"
#include "tests/fuzz/promise.h"

#include <set>

// Lists: what is followed of any body lies on the same site, once each, and within the limits. The first byte
// chooses where the body comes from, because services are told by their address too.

using namespace ogi;

namespace {

constexpr std::string_view addresses[] = {
    "http://www.example.gov.cn/zwgk/xxgknb/index.html",
    "http://www.example.gov.cn/module/web/jpage/dataproxy.jsp?page=1&columnid=2",
    "http://www.example.gov.cn/gkmlpt/api/all/5?page=1&sid=2",
    "http://www.example.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?webId=1&paramJson=1",
    "http://www.example.gov.cn/common/search/77b4ad?page=1",
    "http://www.example.gov.cn/gkmlpt/index",
    "http://www.example.gov.cn/xxgk.htm",
    "http://www.example.gov.cn/sitemap.xml",
};
constexpr int last_year = 2025;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Choices choices{data, size};
    const auto address = addresses[choices.next() % std::size(addresses)];
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = base::Url::parse(address).value();
    snapshot.body = std::string{size > 0 ? fuzz::as_text(data + 1, size - 1) : std::string_view{}};

    const auto listing = extract::read_list(snapshot);
    fuzz::promise(listing.links.size() <= extract::ListedLinks::links_max, "the links of a list are bounded");
    model::Document document;
    if (!listing.is_answer) {
        if (auto read = extract::read_document(snapshot)) document = *std::move(read);
    }
    for (const auto role : {model::PageRole::entry, model::PageRole::list, model::PageRole::gateway}) {
        const extract::LinkingPage page{.document = document,
                                        .listing = listing,
                                        .url = snapshot.final_url,
                                        .role = role,
                                        .depth = 0,
                                        .last_year = last_year};
        std::set<std::string> seen;
        std::size_t gateways = 0;
        for (const auto& link : extract::discover(page)) {
            fuzz::promise(link.url.same_site(snapshot.final_url), "links stay on the site");
            fuzz::promise(link.url != snapshot.final_url, "a page is not its own link");
            fuzz::promise(seen.insert(link.url.text()).second, "an address is followed once");
            gateways += link.role == model::PageRole::gateway;
        }
        fuzz::promise(gateways <= extract::gateways_max, "gateways are bounded");
        fuzz::promise(extract::judge_links(page).size() >= seen.size(), "every followed link has a reason");
    }
    return 0;
}
