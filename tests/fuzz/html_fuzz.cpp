#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/gumbo_tree.h"
#include "extract/html_tree.h"
#include "extract/read_document.h"
#include "extract/tree_builder.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <set>

// A whole body as it would come from a server: the tree that is built in one pass is Gumbo's, node by node,
// and so is the Document that is read from it.

namespace {

using namespace ogi;

// Generous in time, as sanitizers slow everything down; a limit that is reached would only hide what lies
// behind it.
extract::Limits limits() {
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    return limits;
}

// Gumbo turns \r\n and \r into \n; for everything that reads a tree they are the same white space, as one or
// as many.
std::string with_line_feeds(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool ends_line = c == '\r' || c == '\n';
        if (!ends_line) out += c;
        if (ends_line && !out.ends_with('\n')) out += '\n';
    }
    return out;
}

// Where white space begins and ends matters to nobody either.
std::string_view trimmed(extract::TextRange range, std::string_view page) {
    return base::trim(page.substr(range.begin, range.end - range.begin));
}

constexpr auto last_attribute_name = extract::AttributeName::type;

void promise_same_attributes(const extract::HtmlTree& built, const extract::HtmlTree& gumbo,
                             std::uint32_t i) {
    for (int n = 0; n <= static_cast<int>(last_attribute_name); ++n) {
        const auto name = static_cast<extract::AttributeName>(n);
        const auto* const a = built.find_attribute(i, name);
        const auto* const b = gumbo.find_attribute(i, name);
        fuzz::promise((a == nullptr) == (b == nullptr), "a node has the attributes that Gumbo gives it");
        if (a != nullptr) {
            fuzz::promise(with_line_feeds(*a) == with_line_feeds(*b),
                          "an attribute is the one that Gumbo reads");
        }
    }
}

// What no reader sees; of a script only the links count. There a control character need not become U+FFFD.
bool is_raw_text(GumboTag tag) {
    return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_IFRAME ||
           tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES;
}

void promise_same_node(const extract::HtmlTree& built, const extract::HtmlTree& gumbo, std::uint32_t i) {
    const auto& a = built[i];
    const auto& b = gumbo[i];
    fuzz::promise(a.kind == b.kind && a.tag == b.tag, "a node is the one that Gumbo makes");
    fuzz::promise(a.parent == b.parent && a.end == b.end, "a node stands where Gumbo puts it");
    const bool is_shown = i == 0 || !is_raw_text(built[a.parent].tag);
    fuzz::promise(!is_shown || with_line_feeds(a.text) == with_line_feeds(b.text),
                  "a text is the one that Gumbo reads");
    const auto from_a = trimmed(a.source, built.text());
    const auto from_b = trimmed(b.source, gumbo.text());
    const bool same_place =
        from_a.empty() ? from_b.empty() : from_a.data() == from_b.data() && from_a == from_b;
    fuzz::promise(same_place, "a node comes from where Gumbo found it");
    promise_same_attributes(built, gumbo, i);
}

// Gumbo misreads the attribute behind a doubled one, and with it which formatting elements are alike.
bool may_double_an_attribute(std::string_view page) {
    constexpr std::string_view ends = "\t\n\f\r /=<>\"'";
    std::set<std::string_view> names;
    while (!page.empty()) {
        const auto word = page.substr(0, page.find_first_of(ends));
        if (!word.empty() && !names.insert(word).second) return true;
        page.remove_prefix(word.size());
        if (page.starts_with('<')) names.clear();
        page.remove_prefix(std::min<std::size_t>(page.size(), 1));
    }
    return false;
}

void promise_same_tree(std::string_view text) {
    if (may_double_an_attribute(text)) return;
    auto built = extract::build_tree(text);
    if (built.left != extract::LeftToGumbo::nothing) return;
    const auto reference = extract::GumboTree::parse(text, limits());
    if (!reference) return;
    const extract::HtmlTree tree{text, std::move(built.parts)};
    const extract::HtmlTree gumbo{text, reference->flatten()};
    fuzz::promise(tree.size() == gumbo.size(), "a tree has the nodes that Gumbo makes");
    for (std::uint32_t i = 0; i < tree.size(); ++i) promise_same_node(tree, gumbo, i);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse("http://www.example.gov.cn/zwgk/index.html").value();
    snapshot.body = fuzz::as_text(data, size);
    promise_same_tree(extract::decode_body(snapshot.body, "").text);
    const auto document = extract::read_document(snapshot, limits());
    const auto reference = extract::read_document(snapshot, limits(), extract::HtmlParser::gumbo);
    fuzz::promise(document.has_value() == reference.has_value(), "both ways a page can be read, or cannot");
    if (!document) return 0;
    fuzz::promise_sound(*document, size);
    fuzz::promise(*document == *reference, "both ways give the same document");
    return 0;
}
