#include "daemon/feed/asked_place.h"

#include "daemon/feed/cursor_gone.h"

namespace ogi::daemon {

using base::Result;
using storage::Checkpoint;
using storage::Store;

Result<AskedPlace> find_place(const Store& store, const std::optional<model::GivenCursor>& at) {
    if (!at) {
        TRY(last, store.last_sequence());
        return AskedPlace{{store.epoch(), last}};
    }
    const auto checked = store.check_cursor(*at);
    const bool as_named = at->epoch && at->sequence != 0;
    return AskedPlace{as_named ? model::Cursor{*at->epoch, at->sequence} : store.cursor_at(at->sequence),
                      checked.fault};
}

Result<Checkpoint> checkpoint_of(const Store& store, model::Cursor at) {
    TRY(checkpoint, store.checkpoint(at.sequence));
    checkpoint.cursor = at;
    return checkpoint;
}

boost::asio::awaitable<std::optional<Checkpoint>> find_checkpoint(const Store& store,
                                                                  std::optional<model::GivenCursor> at,
                                                                  HttpReply& reply) {
    const auto place = find_place(store, at);
    if (place && place->fault) {
        co_await give_gone(store, *at, words_for(*place->fault), reply);
        co_return std::nullopt;
    }
    auto checkpoint = place ? checkpoint_of(store, place->cursor) : place.error();
    if (!checkpoint) {
        co_await reply.error(checkpoint.error());
        co_return std::nullopt;
    }
    co_return *std::move(checkpoint);
}

}  // namespace ogi::daemon
