#include "daemon/sinks/files_sink.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "daemon/sinks/entry_choice.h"
#include "daemon/sinks/line_files.h"
#include "model/change_json.h"
#include "model/json_fields.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace ogi::daemon {

using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::array<SinkOption, 7> options{{
    {.name = "folder", .form = OptionForm::file, .required = true},
    {.name = "rotate_bytes", .form = OptionForm::number, .least = 1'024, .most = 1LL << 40},
    {.name = "rotate_s", .form = OptionForm::number, .least = 1, .most = 366LL * 86'400},
    {.name = "gzip", .form = OptionForm::flag},
    {.name = "keep_files", .form = OptionForm::number, .least = 1, .most = 1'000'000},
    type_option,
    class_option,
}};

constexpr std::string_view manifest_name = "manifest.json";

constexpr auto leave_out_none = [](const LineFileName&) { return false; };

// The last whole line of a file, as an entry; nullopt where there is none.
Result<std::optional<model::Change>> last_change(const fs::path& file, std::string& source_line) {
    std::string last;
    TRY_VOID(read_lines(file, [&](std::string_view line) {
        last = line;
        return true;
    }));
    if (last.empty()) return std::optional<model::Change>{};
    TRY(change, model::parse_change_json(last));
    source_line = std::move(last);
    return std::optional{std::move(change)};
}

class FilesSink final : public Sink {
  public:
    FilesSink(const SinkSettings& settings, const storage::Store& store)
        : folder_{settings.text("folder")},
          rotate_bytes_{static_cast<std::uint64_t>(settings.number("rotate_bytes", 64 << 20))},
          rotate_after_{settings.number("rotate_s", 86'400)},
          gzip_{settings.flag("gzip", false)},
          keep_files_{static_cast<std::size_t>(settings.number("keep_files", 0))},
          name_{settings.name},
          store_{store} {}

    Tried<std::optional<SinkPosition>> open(std::stop_token) override {
        auto position = find_position();
        if (!position) return trouble_of(position.error());
        return *position;
    }

    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token) override {
        auto written = write(batch);
        if (!written) return trouble_of(written.error());
        return std::vector<Refusal>{};
    }

    Tried<void> drop_older(std::uint64_t epoch, std::stop_token) override {
        auto dropped = drop([epoch](const LineFileName& name) { return name.epoch < epoch; });
        if (!dropped) return trouble_of(dropped.error());
        return {};
    }

    Tried<void> rest(std::stop_token) override {
        if (!open_ || std::chrono::steady_clock::now() - began_ < rotate_after_) return {};
        if (auto found = find_unchanged(); !found) return trouble_of(found.error());
        if (auto rotated = rotate(); !rotated) return trouble_of(rotated.error());
        return {};
    }

    Tried<void> look(std::stop_token) override {
        if (auto found = find_unchanged(); !found) return trouble_of(found.error());
        if (auto kept = keep_manifest(); !kept) return trouble_of(kept.error());
        return {};
    }

    Tried<TargetHeld> tell_held(const TakeHeld& take, std::stop_token) override;

  private:
    Result<std::optional<SinkPosition>> find_position();
    Result<void> refuse_other_store(const std::string& line) const;
    Result<void> find_unchanged() const;
    Result<void> write(const SinkBatch& batch);
    Result<void> rotate();
    Result<void> drop(const std::function<bool(const LineFileName&)>& goes);
    Result<TargetHeld> read_entries(const TakeHeld& take) const;
    Result<void> read_manifest();
    Result<void> keep_manifest();
    Result<void> write_manifest(const std::function<bool(const LineFileName&)>& left_out);

    const fs::path folder_;
    const std::uint64_t rotate_bytes_;
    const std::chrono::seconds rotate_after_;
    const bool gzip_;
    const std::size_t keep_files_;  // 0: all.
    const std::string name_;
    const storage::Store& store_;

    base::FileDescriptor lock_{};
    std::optional<LineFileName> newest_{};  // Of all files, the open one too.
    std::optional<LineFileName> open_{};
    base::FileDescriptor file_{};
    std::uint64_t bytes_ = 0;  // Of the open file.
    std::chrono::steady_clock::time_point began_{};
    bool manifest_stale_ = false;
    std::map<LineFileName, std::uint64_t> last_of_{};  // Sequence of the last line of closed files.
};

Result<void> FilesSink::refuse_other_store(const std::string& line) const {
    if (line.find("\"source\":\"" + store_.source_uri() + "\"") != std::string::npos) return {};
    return base::fail(base::ErrorCode::disallowed,
                      folder_.string() + " holds the entries of another store; take another folder");
}

// The end of the newest file of the newest epoch. What a kill has left half done is put in order first.
Result<std::optional<SinkPosition>> FilesSink::find_position() {
    std::error_code problem;
    fs::create_directories(folder_, problem);
    if (problem)
        return base::fail(base::ErrorCode::io, "folder " + folder_.string() + ": " + problem.message());
    file_.close(), open_.reset(), newest_.reset(), last_of_.clear();
    lock_.close();
    TRY(lock, lock_folder(folder_));
    lock_ = std::move(lock);
    TRY_VOID(read_manifest());
    TRY(names, list_line_files(folder_));
    std::optional<SinkPosition> position;
    for (const auto& name : names) {
        const auto file = folder_ / to_text(name);
        auto closed = name;
        closed.open = false, closed.gzip = true;
        if (name.open && std::ranges::find(names, closed) != names.end()) {
            fs::remove(file, problem);  // It was compressed to its end.
            continue;
        }
        if (name.open) TRY_VOID(cut_torn_line(file));
        std::string line;
        auto last = std::optional<model::Change>{};
        if (name.open || !last_of_.contains(name)) {
            TRY(found, last_change(file, line));
            last = std::move(found);
            if (last) TRY_VOID(refuse_other_store(line));
        }
        // A full disk or a kill kept the manifest from telling of it.
        if (!name.open && !last_of_.contains(name)) manifest_stale_ = true;
        if (!name.open && last) last_of_[name] = last->sequence;
        const auto sequence = last ? last->sequence : name.open ? name.first - 1 : last_of_[name];
        position =
            std::max(position.value_or(SinkPosition{name.epoch, 0}), SinkPosition{name.epoch, sequence});
        newest_ = name;
        if (!name.open) continue;
        open_ = name;
        TRY(handle, open_for_append(file));
        file_ = std::move(handle);
        bytes_ = fs::file_size(file, problem);
        began_ = std::chrono::steady_clock::now();
    }
    if (!std::exchange(manifest_stale_, false)) return position;
    TRY_VOID(write_manifest(leave_out_none));
    return position;
}

// A folder that somebody put back or took away beneath us is opened again: its own end tells from where on it
// lacks lines. What is written to a file that no longer lies there is lost.
Result<void> FilesSink::find_unchanged() const {
    bool same = false;
    if (open_) {
        same = is_file_at(file_, folder_ / to_text(*open_), bytes_);
    } else {
        TRY(names, list_line_files(folder_));
        same = names.empty() ? !newest_ : newest_ == names.back();
    }
    if (same) return {};
    return base::fail(base::ErrorCode::io, folder_.string() + " has changed beneath us: " +
                                               (newest_ ? to_text(*newest_) : "what was its end") +
                                               " is not there as we left it");
}

Result<void> FilesSink::write(const SinkBatch& batch) {
    if (batch.events.empty()) return {};
    TRY_VOID(find_unchanged());
    if (open_ && open_->epoch != batch.epoch) TRY_VOID(rotate());
    std::string text;
    for (const auto& event : batch.events) {
        if (!open_) {
            open_ = LineFileName{.epoch = batch.epoch, .first = event.sequence, .open = true};
            newest_ = open_;
            TRY(handle, open_for_append(folder_ / to_text(*open_)));
            file_ = std::move(handle);
            bytes_ = 0, began_ = std::chrono::steady_clock::now();
        }
        text += event.line + '\n';
        if (bytes_ + text.size() < rotate_bytes_) continue;
        TRY_VOID(append(file_, text));
        text.clear();
        TRY_VOID(rotate());
    }
    if (text.empty()) return {};
    bytes_ += text.size();
    TRY_VOID(append(file_, text));
    if (std::chrono::steady_clock::now() - began_ < rotate_after_) return {};
    return rotate();
}

Result<void> FilesSink::rotate() {
    file_.close();
    const auto name = *std::exchange(open_, std::nullopt);
    TRY_VOID(close_line_file(folder_, name, gzip_));
    newest_ = LineFileName{.epoch = name.epoch, .first = name.first, .gzip = gzip_};
    if (keep_files_ == 0) return write_manifest(leave_out_none);
    TRY(names, list_line_files(folder_));
    std::erase_if(names, [](const LineFileName& one) { return one.open; });
    const auto too_many = names.size() > keep_files_ ? names.size() - keep_files_ : 0;
    const std::vector<LineFileName> oldest(names.begin(),
                                           names.begin() + static_cast<std::ptrdiff_t>(too_many));
    return drop([&](const LineFileName& one) { return std::ranges::find(oldest, one) != oldest.end(); });
}

// The manifest tells of it first, then they go: nobody looks for a file that is not there.
Result<void> FilesSink::drop(const std::function<bool(const LineFileName&)>& goes) {
    TRY(names, list_line_files(folder_));
    TRY_VOID(write_manifest(goes));
    for (const auto& name : names) {
        if (name.open || !goes(name)) continue;
        std::error_code problem;
        fs::remove(folder_ / to_text(name), problem);
        if (problem) return base::fail(base::ErrorCode::io, to_text(name) + ": " + problem.message());
        last_of_.erase(name);
        if (newest_ == name) newest_.reset();
    }
    return {};
}

// Closed files never change: what the manifest says of one need not be read again.
Result<void> FilesSink::read_manifest() {
    std::string text;
    const auto file = folder_ / manifest_name;
    std::error_code problem;
    if (!fs::exists(file, problem)) return {};
    TRY_VOID(read_lines(file, [&](std::string_view line) { return text = line, false; }));
    const auto manifest = model::json_fields::parse_object(text);
    if (!manifest) {
        spdlog::warn("manifest cannot be read and is made anew from the files sink={} file={} reason=\"{}\"",
                     name_, file.string(), manifest.error().context);
        manifest_stale_ = true;
        return {};
    }
    for (const auto& value : model::json_fields::array_of(*manifest, "files")) {
        if (!value.is_object()) continue;
        const auto name = parse_line_file_name(model::json_fields::text_of(value.as_object(), "name"));
        const auto last = model::json_fields::text_of(value.as_object(), "last");
        std::uint64_t sequence = 0;
        const auto read = std::from_chars(last.data(), last.data() + last.size(), sequence);
        if (name && read.ec == std::errc{}) last_of_[*name] = sequence;
    }
    return {};
}

// One that somebody took away is made anew.
Result<void> FilesSink::keep_manifest() {
    std::error_code problem;
    if (last_of_.empty() || fs::exists(folder_ / manifest_name, problem)) return {};
    spdlog::warn("manifest is gone and is made anew from the files sink={} folder={}", name_,
                 folder_.string());
    return write_manifest(leave_out_none);
}

Result<void> FilesSink::write_manifest(const std::function<bool(const LineFileName&)>& left_out) {
    TRY(names, list_line_files(folder_));
    std::erase_if(names, [&](const LineFileName& one) { return one.open || left_out(one); });
    for (const auto& name : names) {
        if (last_of_.contains(name)) continue;
        std::string line;
        TRY(last, last_change(folder_ / to_text(name), line));
        last_of_[name] = last ? last->sequence : name.first - 1;
    }
    base::JsonWriter json;
    json.begin_object().field("sink", name_).field("source", store_.source_uri());
    if (!names.empty()) {
        const auto& newest = names.back();
        json.field("first", std::to_string(names.front().first));
        json.field("last", std::to_string(last_of_[newest]));
        json.field("cursor", to_text(SinkPosition{newest.epoch, last_of_[newest]}));
    }
    json.key("files").begin_array();
    for (const auto& name : names) {
        std::error_code problem;
        json.begin_object().field("name", to_text(name)).field("epoch", name.epoch);
        json.field("first", std::to_string(name.first)).field("last", std::to_string(last_of_[name]));
        json.field("bytes", static_cast<std::uint64_t>(fs::file_size(folder_ / to_text(name), problem)));
        json.end_object();
    }
    json.end_array().end_object();
    return replace_file(folder_ / manifest_name, json.take() + "\n");
}

// Every line of the newest epoch, also what is none: a line that was altered stands for none of ours.
Result<TargetHeld> FilesSink::read_entries(const TakeHeld& take) const {
    TargetHeld held{.as = HeldAs::entries};
    std::error_code problem;
    if (!fs::exists(folder_, problem)) return held;
    TRY(names, list_line_files(folder_));
    bool any_closed = false;
    for (const auto& name : names) {
        if (name.epoch != names.back().epoch) continue;
        any_closed = any_closed || !name.open;
        TRY_VOID(read_lines(folder_ / to_text(name), [&](std::string_view line) {
            HeldEntry entry{.subject = {}, .line_sha256 = base::sha256_hex(line)};
            if (const auto change = model::parse_change_json(line)) {
                entry.subject = change->key.agency + "/" + std::to_string(change->key.year);
                entry.sequence = change->sequence;
                held.position = {name.epoch, change->sequence};
            }
            take(entry);
            return true;
        }));
    }
    // Looked for last: beside a running daemon it comes a moment behind the first closed file.
    if (any_closed && !fs::exists(folder_ / manifest_name, problem))
        held.fault = std::string{manifest_name} + " is gone; a running ogid makes it anew from the files";
    return held;
}

Tried<TargetHeld> FilesSink::tell_held(const TakeHeld& take, std::stop_token) {
    if (keep_files_ > 0) {
        return SinkTrouble{"the target keeps only its newest " + std::to_string(keep_files_) +
                               " closed files (keep_files): what it lacks may be in those that went, and it "
                               "cannot be compared",
                           Remedy::person};
    }
    auto held = read_entries(take);
    if (!held) return trouble_of(held.error());
    return *std::move(held);
}

}  // namespace

SinkKind files_sink_kind() {
    return {.name = "files",
            .options = options,
            .position = PositionKept::by_target,
            .entries = EntriesWanted::all,
            .begin_anew = "move all files out of the folder",
            .check = &check_entry_choice,
            .make = [](const SinkSettings& settings, const storage::Store& store) -> std::unique_ptr<Sink> {
                return std::make_unique<FilesSink>(settings, store);
            }};
}

}  // namespace ogi::daemon
