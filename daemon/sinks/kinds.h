#pragma once

#include "base/result.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"
#include "storage/store.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// The kinds of sinks: a row each.
namespace ogi::daemon {

enum class OptionForm { text, number, flag, texts, file };  // file: a path, made absolute by the reader.

// A key of [[sink]] that only some kinds know.
struct SinkOption {
    std::string_view name;
    OptionForm form = OptionForm::text;
    bool required = false;
    std::int64_t least = 0;  // Of a number.
    std::int64_t most = 0;
};

// Who keeps how far a sink has come.
enum class PositionKept {
    by_target,  // Together with the data.
    by_store,   // As the setting "sink.NAME"; what was delivered since comes again after a kill.
};

enum class EntriesWanted {
    all,
    newest,  // Only the newest of its report; older ones are left out where that is known.
};

enum class BehindRefusal {
    goes_on,  // What is refused alone comes again; the rest of its batch is in.
    waits,    // Nothing is delivered behind it before it is taken or put aside.
};

struct SinkKind {
    std::string_view name;
    std::span<const SinkOption> options;
    PositionKept position = PositionKept::by_target;
    EntriesWanted entries = EntriesWanted::all;
    BehindRefusal behind_refusal = BehindRefusal::goes_on;
    // What a person does so that a target is made anew and filled again, in the words of a sentence.
    std::string_view begin_anew{};
    // What no row can say of the options; the context is words that follow the sink's name. May be nullptr.
    base::Result<void> (*check)(const SinkSettings& settings) = nullptr;
    // `store` outlives the sink. Touches nothing outside: that is for Sink::open.
    std::unique_ptr<Sink> (*make)(const SinkSettings& settings, const storage::Store& store) = nullptr;
};

std::span<const SinkKind> sink_kinds();
const SinkKind* find_sink_kind(std::string_view name);  // nullptr: there is none.
std::string names_of_sink_kinds();                      // "files, postgresql".

}  // namespace ogi::daemon
