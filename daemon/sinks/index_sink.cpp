#include "daemon/sinks/index_sink.h"

#include "daemon/sinks/document_digest.h"
#include "daemon/sinks/index_client.h"
#include "daemon/sinks/report_document.h"
#include "daemon/sinks/web_access.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace ogi::daemon {

namespace {

constexpr std::int64_t request_bytes_least = 64LL << 10U;
constexpr std::int64_t request_bytes_most = 512LL << 20U;
constexpr std::int64_t request_bytes_default = 8LL << 20U;

class IndexSink final : public Sink {
  public:
    IndexSink(const SinkSettings& settings, IndexKind kind, const storage::Store& store)
        : settings_{settings}, store_{store}, removes_{settings.text("withdrawn", "keep") == "delete"} {
        index_ = {.index = settings.text("index", "ogid"),
                  .kind = kind,
                  .cells = settings.text("cells", "nested") == "flattened" ? CellsForm::flattened
                                                                           : CellsForm::nested,
                  .create = settings.flag("create_index", true),
                  .feed = store.source_uri(),
                  .request_bytes_max =
                      static_cast<std::size_t>(settings.number("request_bytes_max", request_bytes_default))};
    }

    Tried<std::optional<SinkPosition>> open(std::stop_token stop) override {
        TRY(access, read_access(settings_));
        client_.emplace(index_, std::move(access), std::move(stop));
        TRY_VOID(client_->make_ready());
        TRY(position, client_->position());
        known_ = position;
        return position;
    }

    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token) override {
        TRY(items, items_of(batch));
        std::vector<BulkItem> bulk;
        for (auto& item : items) bulk.push_back(std::move(item.bulk));
        TRY(refused, client_->write(bulk));
        for (auto& refusal : refused) refusal.event = items[refusal.event].event;
        if (!refused.empty()) return refused;
        TRY_VOID(client_->move_position(known_, batch.after()));
        known_ = batch.after();
        return refused;
    }

    Tried<void> drop_older(std::uint64_t epoch, std::stop_token) override {
        if (epoch == store_.epochs().front().number) return {};  // Before the first there was nothing.
        return client_->remove_older(epoch);
    }

    Tried<void> look(std::stop_token) override { return client_->find_at(known_); }

    Tried<TargetHeld> tell_held(const TakeHeld& take, std::stop_token stop) override {
        if (removes_)
            return SinkTrouble{"withdrawn reports are deleted from the index: it cannot be compared",
                               Remedy::person};
        TRY(access, read_access(settings_));
        IndexClient client{index_, std::move(access), std::move(stop)};
        TRY(position, client.position());
        TRY_VOID(client.held(take));
        return TargetHeld{.position = position};
    }

    base::Result<std::string> content_digest(const ReportEntries& entries) const override {
        TRY(document, document_of(entries.entries.back(), store_.epoch()));
        return document_digest(boost::json::parse(document).as_object(), index_.cells);
    }

  private:
    struct Item {
        std::size_t event = 0;
        BulkItem bulk;
    };

    base::Result<std::string> document_of(const SinkEvent& event, std::uint64_t epoch) const {
        TRY(revision, store_.revision(event.change.key, event.change.revision));
        return report_document(event, epoch, revision ? &revision->report : nullptr, index_.cells);
    }

    // Of several entries of one report only the last is written: a document is the newest state.
    Tried<std::vector<Item>> items_of(const SinkBatch& batch) {
        std::map<model::ReportKey, std::size_t> last;
        for (std::size_t i = 0; i < batch.events.size(); ++i) last[batch.events[i].change.key] = i;
        std::vector<Item> items;
        for (std::size_t i = 0; i < batch.events.size(); ++i) {
            const auto& event = batch.events[i];
            const auto& change = event.change;
            if (last[change.key] != i) continue;
            Item item{i,
                      {.id = document_id(change.key.agency + "/" + std::to_string(change.key.year)),
                       .version = batch.version(event)}};
            if (!removes_ || change.type != model::ChangeType::withdrawn) {
                auto document = document_of(event, batch.epoch);
                if (!document) return trouble_of(document.error());
                item.bulk.document = *std::move(document);
            }
            items.push_back(std::move(item));
        }
        return items;
    }

    const SinkSettings settings_;
    const storage::Store& store_;
    const bool removes_;
    IndexSettings index_;
    std::optional<IndexClient> client_;
    std::optional<SinkPosition> known_;  // As the index has it.
};

base::Result<void> check(const SinkSettings& settings) {
    TRY_VOID(check_web_options(settings));
    const auto refuse = [](std::string_view what) { return base::fail(base::ErrorCode::malformed, what); };
    if (!is_index_name(settings.text("index", "ogid")))
        return refuse(
            "has an index that cannot be one: lower-case letters, digits, '-', '_' and '.', none of the last "
            "three in front");
    const auto cells = settings.text("cells", "nested");
    if (cells != "nested" && cells != "flattened")
        return refuse("has cells that are neither nested nor flattened");
    const auto withdrawn = settings.text("withdrawn", "keep");
    if (withdrawn != "keep" && withdrawn != "delete")
        return refuse("has withdrawn that is neither keep nor delete");
    return {};
}

std::span<const SinkOption> index_options() {
    static const auto options = web_options({
        {.name = "index"},
        {.name = "create_index", .form = OptionForm::flag},
        {.name = "cells"},
        {.name = "withdrawn"},
        {.name = "request_bytes_max",
         .form = OptionForm::number,
         .least = request_bytes_least,
         .most = request_bytes_most},
    });
    return options;
}

template <IndexKind kind>
std::unique_ptr<Sink> make(const SinkSettings& settings, const storage::Store& store) {
    return std::make_unique<IndexSink>(settings, kind, store);
}

template <IndexKind kind>
SinkKind index_sink_kind(std::string_view name) {
    return {.name = name,
            .options = index_options(),
            .position = PositionKept::by_target,
            .entries = EntriesWanted::newest,
            .begin_anew = "delete the index",
            .check = &check,
            .make = &make<kind>};
}

}  // namespace

SinkKind opensearch_sink_kind() {
    return index_sink_kind<IndexKind::opensearch>("opensearch");
}

SinkKind elasticsearch_sink_kind() {
    return index_sink_kind<IndexKind::elasticsearch>("elasticsearch");
}

}  // namespace ogi::daemon
