#include "extract/paged/page_record.h"

#include "model/record_reader.h"
#include "model/record_writer.h"

#include <algorithm>
#include <cmath>

namespace ogi::extract::paged {
namespace {

// The first number of a record. Program and daemon are installed together; another number is another build.
constexpr std::uint64_t version = 3;

constexpr float steps_per_point = 100;
constexpr float farthest = 1'000'000;  // Points; what lies beyond lies there.

constexpr std::uint64_t whole_confidence = 100;
constexpr unsigned turn_bits = 3;
constexpr unsigned hidden_bit = 4;
constexpr unsigned doubtful_bit = 8;
constexpr unsigned looks_max = turn_bits | hidden_bit | doubtful_bit;

// Neighbours differ by little: every length is written as its distance from the one before it.
class LengthWriter {
  public:
    explicit LengthWriter(model::RecordWriter& record) : record_{record} {}
    void write(float length, std::int64_t& before) {
        const auto held = std::isfinite(length) ? std::clamp(length, -farthest, farthest) : 0.0F;
        const auto steps = std::llround(held * steps_per_point);
        record_.signed_number(steps - before);
        before = steps;
    }
    void write_box(const Box& box) {
        write(box.left, x_), write(box.right, x_);
        write(box.top, top_), write(box.bottom, bottom_);
    }

  private:
    model::RecordWriter& record_;
    std::int64_t x_ = 0;
    std::int64_t top_ = 0;
    std::int64_t bottom_ = 0;
};

class LengthReader {
  public:
    explicit LengthReader(model::RecordReader& record) : record_{record} {}
    float read(std::int64_t& before) {
        constexpr auto most = static_cast<std::int64_t>(farthest * steps_per_point);
        const auto distance = record_.signed_number();
        if (distance < -2 * most || distance > 2 * most || std::abs(before + distance) > most) {
            record_.refuse();
            return 0;
        }
        before += distance;
        return static_cast<float>(before) / steps_per_point;
    }
    Box read_box() {
        Box box;
        box.left = read(x_), box.right = read(x_);
        box.top = read(top_), box.bottom = read(bottom_);
        return box;
    }

  private:
    model::RecordReader& record_;
    std::int64_t x_ = 0;
    std::int64_t top_ = 0;
    std::int64_t bottom_ = 0;
};

void write_glyphs(model::RecordWriter& record, const std::vector<Glyph>& glyphs) {
    LengthWriter lengths{record};
    std::int64_t size = 0;
    record.number(glyphs.size());
    for (const auto& glyph : glyphs) {
        record.text(glyph.text);
        lengths.write_box(glyph.box);
        lengths.write(glyph.size, size);
        record.number(static_cast<unsigned>(glyph.turn) | (glyph.hidden ? hidden_bit : 0) |
                      (glyph.doubtful ? doubtful_bit : 0));
        record.number(whole_confidence - std::min<std::uint64_t>(glyph.confidence, whole_confidence));
    }
}

// What is left of the room for things of one kind.
std::size_t take_room(model::RecordReader& record, std::size_t& room) {
    const auto count = record.count();
    if (count > room) {
        record.refuse();
        return 0;
    }
    room -= count;
    return count;
}

std::vector<Glyph> read_glyphs(model::RecordReader& record, std::size_t& room) {
    LengthReader lengths{record};
    std::int64_t size = 0;
    std::vector<Glyph> glyphs(take_room(record, room));
    for (auto& glyph : glyphs) {
        glyph.text = record.text();
        glyph.box = lengths.read_box();
        glyph.size = lengths.read(size);
        const auto looks = static_cast<unsigned>(record.number(looks_max));
        glyph.turn = static_cast<Turn>(looks & turn_bits);
        glyph.hidden = (looks & hidden_bit) != 0;
        glyph.doubtful = (looks & doubtful_bit) != 0;
        glyph.confidence = static_cast<std::uint8_t>(whole_confidence - record.number(whole_confidence));
    }
    return glyphs;
}

void write_rules(model::RecordWriter& record, const std::vector<Rule>& rules) {
    LengthWriter lengths{record};
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t thickness = 0;
    record.number(rules.size());
    for (const auto& rule : rules) {
        record.flag(rule.horizontal());
        lengths.write(rule.x0, x), lengths.write(rule.y0, y);
        rule.horizontal() ? lengths.write(rule.x1, x) : lengths.write(rule.y1, y);
        lengths.write(rule.thickness, thickness);
    }
}

std::vector<Rule> read_rules(model::RecordReader& record, std::size_t& room) {
    LengthReader lengths{record};
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t thickness = 0;
    std::vector<Rule> rules(take_room(record, room));
    for (auto& rule : rules) {
        const bool horizontal = record.flag();
        rule.x0 = rule.x1 = lengths.read(x), rule.y0 = rule.y1 = lengths.read(y);
        (horizontal ? rule.x1 : rule.y1) = lengths.read(horizontal ? x : y);
        rule.thickness = lengths.read(thickness);
        if (rule.x1 < rule.x0 || rule.y1 < rule.y0) record.refuse();
    }
    return rules;
}

}  // namespace

std::string to_record(const PagedFile& file) {
    model::RecordWriter record;
    record.number(version);
    record.word(file.obstacle);
    record.text(file.reader);
    record.text(file.title), record.text(file.author), record.text(file.created);
    record.number(file.limits.size());
    for (const auto& limit : file.limits) record.text(limit);
    record.number(file.pages.size());
    for (const auto& page : file.pages) {
        LengthWriter lengths{record};
        std::int64_t none = 0;
        record.number(page.number);
        lengths.write(page.width, none), lengths.write(page.height, none);
        write_glyphs(record, page.glyphs);
        write_rules(record, page.rules);
        record.number(page.pictures.size());
        for (const auto& picture : page.pictures) lengths.write_box(picture);
    }
    return record.take();
}

base::Result<PagedFile> parse_page_record(std::string_view bytes) {
    model::RecordReader record{bytes};
    if (record.number() != version)
        return base::fail(base::ErrorCode::malformed, "pages told in another version's words");
    PagedFile file;
    file.obstacle = record.word(Obstacle::no_pages);
    file.reader = record.text();
    file.title = record.text(), file.author = record.text(), file.created = record.text();
    file.limits.resize(record.count());
    for (auto& limit : file.limits) limit = record.text();
    auto pages_room = pages_max;
    auto glyphs_room = glyphs_max;
    auto rules_room = rules_max;
    auto pictures_room = pictures_max;
    file.pages.resize(take_room(record, pages_room));
    for (auto& page : file.pages) {
        LengthReader lengths{record};
        std::int64_t none = 0;
        page.number = static_cast<std::uint16_t>(record.number(pages_max));
        page.width = lengths.read(none), page.height = lengths.read(none);
        page.glyphs = read_glyphs(record, glyphs_room);
        page.rules = read_rules(record, rules_room);
        page.pictures.resize(take_room(record, pictures_room));
        for (auto& picture : page.pictures) picture = lengths.read_box();
    }
    TRY_VOID(record.outcome());
    return file;
}

}  // namespace ogi::extract::paged
