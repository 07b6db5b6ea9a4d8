// Reads captures from standard input and puts each through ingest and decide, as a visit would, without a
// network or a store: which of them raise an alarm? A capture is a line of JSON, [name, url, role, kind,
// bytes], and so many bytes; an empty kind begins a page, all others of it are recaptures. See
// noise_recaptures.py, which makes them.
#include "tests/daemon/situation.h"

#include "base/digest.h"
#include "model/names.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>

using namespace ogi;

namespace {

constexpr int alarms_shown_max = 40;

struct Capture {
    std::string name, url, role, kind, body;
};

std::optional<Capture> next(std::istream& in) {
    std::string line;
    if (!std::getline(in, line)) return std::nullopt;
    const auto head = boost::json::parse(line).as_array();
    const auto text = [&](std::size_t i) { return std::string{head.at(i).as_string()}; };
    Capture capture{text(0), text(1), text(2), text(3),
                    std::string(head.at(4).to_number<std::size_t>(), '\0')};
    in.read(capture.body.data(), static_cast<std::streamsize>(capture.body.size()));
    if (!in) return std::nullopt;
    return capture;
}

struct Tally {
    long captures = 0;
    long alarms = 0;    // With a revision or an entry of the feed.
    long doubted = 0;   // Held back as suspect.
    long deeper = 0;    // Of pages with reports, those that differ by more than bytes or template.
    long contents = 0;  // After which the page counts as changed in what it says.
    std::map<std::string, long> classes;
};

std::string words_of(const daemon::Decided& decided) {
    std::string words;
    for (const auto& change : decided.commit.changes) {
        words += " " + std::string{model::name_of(change.type)} + ":";
        for (const auto& cell : change.cells) words += " " + cell.id;
        for (const auto& aspect : change.aspects) words += " " + aspect;
    }
    return words;
}

// One page after the other, each in a world of its own, a day between two looks at it.
class Recaptures {
  public:
    void take(const Capture& capture) {
        if (capture.kind.empty()) begin(capture);
        now_ += std::chrono::days{1};
        auto& page = world_->page(capture.url);
        const auto before = page;
        auto fetched = daemon::changed_body(capture.url, capture.body);
        auto ingested = daemon::ingest(*fetched.snapshot, before, {});
        if (!ingested) {
            std::cout << "unreadable: " << capture.name << ", " << capture.kind << '\n';
            ++total_.alarms;
            return;
        }
        const bool same_bytes = before.snapshot == fetched.snapshot->digest;
        const auto decided = world_->visit(capture.url, std::move(fetched), *std::move(ingested), now_);
        const auto& after = world_->page(capture.url);
        if (capture.kind.empty()) {
            reports_ += static_cast<long>(after.reports.size());
            return;
        }
        const bool deeper = !same_bytes && !after.reports.empty() && !is_noise(after.change_class);
        const bool alarm = !decided.commit.changes.empty() || !decided.commit.revisions.empty();
        for (auto* tally : {&total_, &by_kind_[capture.kind]}) {
            ++tally->captures;
            tally->alarms += alarm;
            tally->doubted += after.suspect.has_value();
            tally->deeper += deeper;
            tally->contents += after.content != before.content;
            ++tally->classes[same_bytes ? "none" : class_of(after)];
        }
        const bool tell =
            alarm || deeper || after.suspect || (capture.role == "report" && after.content != before.content);
        if (tell && shown_++ < alarms_shown_max)
            std::cout << capture.name << ", " << capture.kind << ":" << words_of(decided) << ' '
                      << after.outcome_note << '\n';
    }

    // Whether nothing but noise was seen in noise.
    bool tell() const {
        for (const auto& [kind, tally] : by_kind_) tell(kind, tally);
        tell("all kinds", total_);
        std::cout << pages_ << " pages with " << reports_ << " reports\n";
        return total_.captures > 0 && reports_ > 0 && total_.alarms == 0 && total_.doubted == 0 &&
               total_.deeper == 0;
    }

  private:
    void begin(const Capture& capture) {
        world_ = std::make_unique<daemon::Situation>();
        now_ = daemon::noon;
        auto& page = world_->page(capture.url);
        page.agency.clear();
        page.role = model::from_name<model::PageRole>(capture.role).value_or(model::PageRole::report);
        ++pages_;
    }

    static bool is_noise(std::optional<model::ChangeClass> depth) {
        return depth == model::ChangeClass::transport || depth == model::ChangeClass::page_template;
    }

    static std::string class_of(const model::Page& page) {
        return page.change_class ? std::string{model::name_of(*page.change_class)} : "not told";
    }

    static void tell(const std::string& name, const Tally& tally) {
        std::cout << name << ": " << tally.captures << " recaptures, " << tally.alarms << " alarms, "
                  << tally.doubted << " doubted, " << tally.deeper << " deeper than template, "
                  << tally.contents << " with other content;";
        for (const auto& [word, count] : tally.classes) std::cout << ' ' << word << ' ' << count;
        std::cout << '\n';
    }

    std::unique_ptr<daemon::Situation> world_;
    base::UtcTime now_{};
    std::map<std::string, Tally> by_kind_;
    Tally total_;
    long pages_ = 0;
    long reports_ = 0;
    int shown_ = 0;
};

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    Recaptures recaptures;
    while (const auto capture = next(std::cin)) recaptures.take(*capture);
    return recaptures.tell() ? EXIT_SUCCESS : EXIT_FAILURE;
}
