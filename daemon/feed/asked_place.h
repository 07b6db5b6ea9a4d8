#pragma once

#include "daemon/api/http_reply.h"
#include "storage/store.h"

namespace ogi::daemon {

// The place in the log that a reader names, or the log's end.
struct AskedPlace {
    model::Cursor cursor{};
    std::optional<storage::CursorFault> fault{};  // Set: what it names is not there.
};

// A place that is named with its epoch is told as it was named: the answer to it never changes, and nobody
// takes what he read in an epoch that is over for read in this one. The log's end is of the present epoch.
base::Result<AskedPlace> find_place(const storage::Store& store, const std::optional<model::GivenCursor>& at);

// Of a good place, with the cursor as it is told.
base::Result<storage::Checkpoint> checkpoint_of(const storage::Store& store, model::Cursor at);

// The same for whoever asks over HTTP; nullopt: an error was answered.
boost::asio::awaitable<std::optional<storage::Checkpoint>> find_checkpoint(
    const storage::Store& store, std::optional<model::GivenCursor> at, HttpReply& reply);

}  // namespace ogi::daemon
