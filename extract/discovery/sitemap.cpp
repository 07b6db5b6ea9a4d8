#include "extract/discovery/sitemap.h"

#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/discovery/feed_time.h"
#include "extract/discovery/xml_pieces.h"
#include "extract/gunzip.h"

#include <algorithm>
#include <unordered_set>

namespace ogi::extract {
namespace {

// How entries are written below a root: their element, and what in it says where and when.
struct EntryForm {
    std::string_view root;
    SitemapKind kind;
    std::string_view entry;
    std::string_view location;
    std::string_view other_location;  // Where the first is missing.
    std::string_view times[2];        // The first that is there counts; "date" is Dublin Core's.
};
constexpr EntryForm entry_forms[] = {
    {"urlset", SitemapKind::pages, "url", "loc", "", {"lastmod", ""}},
    {"sitemapindex", SitemapKind::index, "sitemap", "loc", "", {"lastmod", ""}},
    {"rss", SitemapKind::pages, "item", "link", "guid", {"pubdate", "date"}},
    {"rdf", SitemapKind::pages, "item", "link", "", {"date", ""}},
    {"feed", SitemapKind::pages, "entry", "link", "id", {"updated", "published"}},
};

// The locations of a sitemap, as they are found.
class Locations {
  public:
    Locations(const base::Url& place, SitemapScope scope, const SitemapLimits& limits)
        : place_{place}, scope_{scope}, limits_{limits} {}

    // False where there are too many.
    bool add(const base::Result<base::Url>& url, std::optional<base::UtcTime> modified_at) {
        if (++seen_ > limits_.urls_max) {
            sitemap.limits.emplace_back("sitemap_urls_max");
            return false;
        }
        if (!url || !is_in_scope(*url)) {
            ++sitemap.out_of_scope;
        } else if (texts_.insert(url->text()).second) {
            sitemap.entries.push_back({*url, modified_at});
        }
        return true;
    }

    Sitemap sitemap;

  private:
    bool is_in_scope(const base::Url& url) const {
        const auto folder = place_.path().substr(0, place_.path().rfind('/') + 1);
        return url.same_site(place_) && (scope_ == SitemapScope::same_site || url.path().starts_with(folder));
    }

    const base::Url& place_;
    SitemapScope scope_;
    const SitemapLimits& limits_;
    std::size_t seen_ = 0;
    std::unordered_set<std::string> texts_;
};

// Goes through XML and gathers what each entry says.
class EntryReader {
  public:
    EntryReader(const base::Url& place, Locations& locations) : place_{place}, locations_{locations} {}

    void read(std::string_view text) {
        XmlPieces pieces{text};
        bool goes_on = true;
        while (goes_on) {
            const auto piece = pieces.next();
            if (!piece) break;
            switch (piece->kind) {
                case XmlKind::text:
                    if (field_ != nullptr) *field_ += piece->text;
                    break;
                case XmlKind::start_tag:
                    goes_on = begin(*piece);
                    break;
                case XmlKind::end_tag:
                    goes_on = end(*piece);
                    break;
            }
        }
        if (goes_on) finish();
    }

  private:
    bool begin(const XmlPiece& tag) {
        // Without its root, what is cut off in front goes by its first entry.
        for (const auto& form : entry_forms) {
            if (form_ == nullptr && (is_xml_name(tag.name, form.root) || is_xml_name(tag.name, form.entry)))
                form_ = &form, locations_.sitemap.kind = form.kind;
        }
        if (form_ == nullptr) return true;
        if (is_xml_name(tag.name, form_->entry)) {
            const bool goes_on = finish();  // One that was never closed ends here.
            prefix_ = tag.prefix, is_open_ = true, field_ = &own_text_;
            return goes_on;
        }
        return !is_open_ || begin_field(tag);
    }

    bool end(const XmlPiece& tag) {
        field_ = is_open_ ? &own_text_ : nullptr;
        return !is_open_ || !is_xml_name(tag.name, form_->entry) || finish();
    }

    bool begin_field(const XmlPiece& tag) {
        bool goes_on = true;
        field_ = &unread_;
        unread_.clear();
        // What images and videos have beside the page has other prefixes.
        const bool of_the_page = tag.prefix == prefix_;
        if (of_the_page && is_xml_name(tag.name, form_->location)) {
            goes_on = begin_location(tag);
        } else if (of_the_page && !form_->other_location.empty() &&
                   is_xml_name(tag.name, form_->other_location)) {
            field_ = &other_location_;
        }
        for (std::size_t i = 0; i < std::size(times_); ++i) {
            const auto name = form_->times[i];
            if (!name.empty() && is_xml_name(tag.name, name) && times_[i].empty()) field_ = &times_[i];
        }
        if (tag.is_empty) field_ = &own_text_;
        return goes_on;
    }

    bool begin_location(const XmlPiece& tag) {
        const auto href = xml_attribute(tag.attributes, "href");
        if (base::trim(location_).empty()) {
            // Atom's stands in an attribute, and only the alternate is the page.
            const auto rel = xml_attribute(tag.attributes, "rel");
            if (href && (!rel || *rel == "alternate")) location_ = *href;
            if (!href) field_ = &location_;
            return true;
        }
        if (href) return true;
        // A second one belongs to an entry whose beginning is missing.
        const bool goes_on = finish();
        is_open_ = true;
        field_ = &location_;
        return goes_on;
    }

    // Hands over the entry that is open, if one is.
    bool finish() {
        if (!is_open_) return true;
        const auto written = base::trim(location_);
        const auto time = parse_feed_time(times_[0].empty() ? times_[1] : times_[0]);
        bool goes_on = true;
        if (!written.empty()) {
            const bool on_this_host = written.starts_with('/');
            goes_on =
                locations_.add(on_this_host ? place_.resolve(written) : base::Url::parse(written), time);
        } else {
            const auto other = base::Url::parse(base::trim(other_location_));
            const auto url = other ? other : base::Url::parse(base::trim(own_text_));
            if (url) goes_on = locations_.add(url, time);
        }
        is_open_ = false;
        field_ = nullptr;
        for (auto* text : {&own_text_, &location_, &other_location_, &times_[0], &times_[1]}) text->clear();
        return goes_on;
    }

    const base::Url& place_;
    Locations& locations_;
    const EntryForm* form_ = nullptr;
    bool is_open_ = false;          // An entry is being read.
    std::string_view prefix_;       // Of its element.
    std::string* field_ = nullptr;  // Where text goes.
    std::string own_text_, location_, other_location_, unread_;
    std::string times_[2];
};

// One URL a line. What is no URL says that this is none such.
void read_lines(std::string_view text, Locations& locations) {
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const auto line = base::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        const auto url = base::Url::parse(line);
        if (url) locations.sitemap.kind = SitemapKind::pages;
        if (!locations.add(url, std::nullopt)) return;
    }
}

}  // namespace

Sitemap read_sitemap(std::string_view body, std::string_view content_type, const base::Url& place,
                     SitemapScope scope, const SitemapLimits& limits) {
    Locations locations{place, scope, limits};
    Gunzipped inflated;
    if (is_gzip(body)) {
        inflated = gunzip(body, limits.bytes_max);
        body = inflated.bytes;
    }
    if (body.size() > limits.bytes_max) body = body.substr(0, limits.bytes_max), inflated.cut = true;
    if (inflated.cut) locations.sitemap.limits.emplace_back("sitemap_bytes_max");
    locations.sitemap.damaged = inflated.damaged;

    const auto decoded = decode_body(body, content_type);
    EntryReader{place, locations}.read(decoded.text);
    const bool is_markup = base::trim(decoded.text).starts_with('<');
    if (locations.sitemap.kind == SitemapKind::none && !is_markup) read_lines(decoded.text, locations);
    if (locations.sitemap.kind == SitemapKind::none) locations.sitemap.out_of_scope = 0;
    return std::move(locations.sitemap);
}

}  // namespace ogi::extract
