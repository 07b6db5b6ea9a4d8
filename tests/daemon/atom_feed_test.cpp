#include "daemon/exports/atom_feed.h"

#include "daemon/exports/change_words.h"
#include "model/change_json.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace ogi::daemon {
namespace {

model::Change change(std::uint64_t sequence) {
    model::Change made;
    made.sequence = sequence;
    made.key = {"某县第" + std::to_string(sequence % 7) + "局", 2023};
    made.source_url = "http://www.example.gov.cn/?a=1&b=2";
    made.observed_at = base::UtcTime{std::chrono::hours{24 * 20'000} + std::chrono::seconds{sequence}};
    return made;
}

ReadLog log_of(std::uint64_t& reads) {
    return [&reads](std::uint64_t since, std::uint64_t through,
                    const std::function<void(std::string_view)>& take) -> base::Result<void> {
        for (auto sequence = since + 1; sequence <= through; ++sequence, ++reads)
            take(model::to_json(change(sequence), "urn:ogid:x"));
        return {};
    };
}

// Every sequence, followed from the newest document to the oldest archive.
std::multiset<std::uint64_t> followed(const Wanted& wanted, std::uint64_t last) {
    std::uint64_t reads = 0;
    std::multiset<std::uint64_t> seen;
    for (auto through = last; through != 0;) {
        reads = 0;
        const auto page = atom_page(log_of(reads), wanted, through);
        EXPECT_TRUE(page);
        EXPECT_LE(reads, atom_looked_at_max + atom_block);
        EXPECT_LT(page->older, through);
        EXPECT_EQ(page->older % atom_block, 0u);
        auto before = through + 1;
        for (const auto& entry : page->entries) {
            EXPECT_LT(entry.sequence, before) << "the newest first";
            before = entry.sequence;
            seen.insert(entry.sequence);
        }
        through = page->older;
    }
    return seen;
}

TEST(AtomFeed, ArchivesLeaveOutNothingAndRepeatNothing) {
    const Wanted all = [](const model::Change&) { return true; };
    const Wanted some = [](const model::Change& entry) { return entry.sequence % 7 == 3; };
    const Wanted one = [](const model::Change& entry) { return entry.sequence == 5; };
    for (const std::uint64_t last : {1, 199, 200, 201, 400, 4'321, 9'999}) {
        std::multiset<std::uint64_t> whole, part;
        for (std::uint64_t sequence = 1; sequence <= last; ++sequence) {
            whole.insert(sequence);
            if (sequence % 7 == 3) part.insert(sequence);
        }
        EXPECT_EQ(followed(all, last), whole) << last;
        EXPECT_EQ(followed(some, last), part) << last;
        EXPECT_EQ(followed(one, last).size(), last >= 5 ? 1u : 0u) << last;
    }
}

TEST(AtomFeed, AnArchiveStaysAsItIsWhileTheLogGrows) {
    std::uint64_t reads = 0;
    const Wanted all = [](const model::Change&) { return true; };
    std::set<std::uint64_t> archives;
    for (std::uint64_t last = 1'001; last <= 1'200; ++last)
        archives.insert(atom_page(log_of(reads), all, last)->older);
    EXPECT_EQ(archives, (std::set<std::uint64_t>{800, 1'000})) << "a reader knows it by its address";
}

TEST(AtomFeed, TextsAreEscapedAndControlCharactersLeftOut) {
    auto entry = change(1);
    entry.key.agency = "<某&县>\x01\xEF\xBF\xBF局";
    const auto text = atom_text({.source = "urn:ogid:x",
                                 .cursor_at =
                                     [](std::uint64_t sequence) {
                                         return model::Cursor{7, sequence};
                                     }},
                                {.entries = {entry}, .older = 200});
    EXPECT_NE(text.find("&lt;某&amp;县&gt;局2023年度报告：新收录"), std::string::npos);
    EXPECT_NE(text.find("href=\"http://www.example.gov.cn/?a=1&amp;b=2\""), std::string::npos);
    EXPECT_EQ(text.find('\x01'), std::string::npos);
    EXPECT_NE(text.find("<id>urn:ogid:x:7-1</id>"), std::string::npos);
    EXPECT_NE(text.find("href=\"/v1/changes.atom?through=7-200\""), std::string::npos);
}

TEST(ChangeWords, TellWhatStoodThereAndWhatStandsThere) {
    auto entry = change(1);
    entry.type = model::ChangeType::revised;
    model::CellChange cell;
    cell.id = "requests.granted.total";
    cell.old_cell = {model::CellKind::number, model::Decimal::whole(6), "6", "件", {}};
    cell.new_cell = {model::CellKind::blank, {}, "", "件", {}};
    entry.cells.push_back(cell);
    entry.aspects = {"text"};
    EXPECT_EQ(change_title(entry), "某县第1局2023年度报告：有修改（1项数字）");
    EXPECT_EQ(change_summary(entry),
              "表三“收到和处理政府信息公开申请情况”“（一）予以公开”行“总计”列：6件 → 空白\n其他变动：正文");
    entry.cells.resize(cells_told_max + 3, cell);
    EXPECT_NE(change_summary(entry).find("另有3项数字"), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
