#include "extract/office/format_section.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

// The colours that a section can name and that are seen on white paper.
constexpr std::array colours{"Black"sv, "Blue"sv, "Cyan"sv, "Green"sv, "Magenta"sv, "Red"sv};

class SectionReader {
  public:
    explicit SectionReader(std::string_view code) : code_{code} {}

    FormatSection read() {
        while (at_ < code_.size()) step();
        const bool parted = section_.whole.find_first_not_of("0#?") != section_.whole.npos;
        const bool parted_well = !section_.grouped && !section_.point && is_place(section_.whole.back());
        const bool scaled = section_.hundreds > 0 || section_.thousands > 0;
        section_.doubtful = section_.doubtful || (parted && !parted_well) ||
                            (section_.point && !section_.digits()) || (!section_.digits() && scaled) ||
                            (section_.is_general && section_.digits());
        if (section_.chinese && section_.date.empty()) section_.chinese = false;
        return std::move(section_);
    }

  private:
    void step() {
        for (const auto name : {"General"sv, "G/通用格式"sv}) {
            if (!code_.substr(at_).starts_with(name)) continue;
            section_.doubtful = section_.doubtful || section_.is_general;
            section_.is_general = true;
            at_ += name.size();
            return;
        }
        const char c = code_[at_++];
        switch (c) {
            case '"':
                return literal(take_until('"'));
            case '\\':
                return literal(take_character());
            case '_':
                take_character();
                return literal(" ");
            case '*':
                section_.doubtful = take_character() != " "sv || section_.doubtful;
                return literal(" ");
            case '[':
                return bracket(take_until(']'));
            case '.':
                section_.doubtful = section_.doubtful || section_.point;
                section_.point = true;
                return;
            case ',':
                return comma();
            case '%':
                ++section_.hundreds;
                return literal("%");
            default:
                break;
        }
        if (is_place(c)) return place(c);
        const char lower = static_cast<char>(c | ' ');
        if ("ymdhs"sv.find(lower) != std::string_view::npos) return date_letter(lower);
        // Other letters are parts of a date, an exponent or unknown; '!' is an escape to some programs.
        constexpr auto plain = " $-+():^'~{}<>=&"sv;
        const bool fraction = c == '/' && section_.digits();
        const bool known = c == '/' || static_cast<unsigned char>(c) >= 0x80 || plain.find(c) != plain.npos;
        section_.doubtful = section_.doubtful || fraction || !known;
        --at_;
        literal(take_character());
    }

    // Between digits it groups them, behind the last one it divides by a thousand.
    void comma() {
        const auto next = std::min(code_.find_first_not_of(',', at_), code_.size());
        const bool more = next < code_.size() && is_place(code_[next]);
        section_.doubtful = section_.doubtful || !section_.digits() || (section_.point && more);
        if (more) section_.grouped = true;
        if (!more) ++section_.thousands;
    }

    void place(char c) {
        // Text between the places behind the point.
        section_.doubtful = section_.doubtful || (section_.point && !section_.behind.empty());
        (section_.point ? section_.fraction : section_.whole) += c;
    }

    void date_letter(char letter) {
        if (section_.date.empty() || section_.date.back() != letter) section_.date += letter;
    }

    void bracket(std::string_view inside) {
        if (inside.starts_with('$')) return literal(inside.substr(1, inside.find('-') - 1));
        if (inside.starts_with('<') || inside.starts_with('>') || inside.starts_with('=')) {
            section_.doubtful = section_.doubtful || !section_.condition.empty();
            section_.condition = inside;
            return;
        }
        const bool colour = std::ranges::any_of(colours, [&](std::string_view name) {
            return std::ranges::equal(name, inside, [](char a, char b) { return (a | ' ') == (b | ' '); });
        });
        section_.doubtful = section_.doubtful || !colour;
    }

    void literal(std::string_view text) {
        if (text == "年"sv || text == "月"sv || text == "日"sv) section_.chinese = true;
        const bool control = std::ranges::any_of(text, [](char c) { return c >= 0 && c < ' '; });
        const bool more = code_.find_first_of("0#?", at_) != code_.npos;
        const bool looks_like_place = section_.digits() && more && text.find_first_of("0#?") != text.npos;
        section_.doubtful = section_.doubtful || control || looks_like_place;
        const bool between = section_.digits() && !section_.point && more;
        const bool behind = section_.digits() || section_.point || section_.is_general;
        (between ? section_.whole : behind ? section_.behind : section_.before) += text;
    }

    std::string_view take_until(char end) {
        const auto found = std::min(code_.find(end, at_), code_.size());
        const auto taken = code_.substr(at_, found - at_);
        at_ = std::min(found + 1, code_.size());
        return taken;
    }

    std::string_view take_character() {
        if (at_ >= code_.size()) return {};
        const auto taken = code_.substr(at_, base::decode_utf8(code_.substr(at_)).length);
        at_ += taken.size();
        return taken;
    }

    std::string_view code_;
    std::size_t at_ = 0;
    FormatSection section_;
};

}  // namespace

bool is_place(char c) {
    return c == '0' || c == '#' || c == '?';
}

std::vector<std::string_view> sections_of(std::string_view format) {
    std::vector<std::string_view> sections;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= format.size(); ++i) {
        if (i == format.size() || (format[i] == ';' && !quoted)) {
            sections.push_back(format.substr(begin, i - begin));
            begin = i + 1;
        } else if (format[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (format[i] == '\\' || format[i] == '_' || format[i] == '*')) {
            ++i;
        }
    }
    return sections;
}

FormatSection read_section(std::string_view code) {
    return SectionReader{code}.read();
}

bool is_padding(std::string_view code) {
    while (!code.empty()) {
        if (code.front() == ' ') {
            code.remove_prefix(1);
        } else if (code.front() == '_' && code.size() > 1) {
            code.remove_prefix(2);
        } else if (code.starts_with("* "sv)) {
            code.remove_prefix(2);
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace ogi::extract
