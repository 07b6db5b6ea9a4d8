#include "daemon/answers/verdict_memory.h"

#include "daemon/answers/trouble.h"
#include "storage/report_head.h"

namespace ogi::daemon {

using base::Result;

Result<void> VerdictMemory::for_each(
    const storage::Store& store,
    const std::function<void(const model::ReportState&, const KnownVerdict&)>& visit) {
    return walk(store, [&](const model::ReportState& state, const KnownVerdict& known) {
        visit(state, known);
        return true;
    });
}

void VerdictMemory::read_ahead(const storage::Store& store, const std::atomic<bool>& ended) {
    static_cast<void>(walk(store, [&](const model::ReportState&, const KnownVerdict&) { return !ended; }));
}

Result<void> VerdictMemory::walk(
    const storage::Store& store,
    const std::function<bool(const model::ReportState&, const KnownVerdict&)>& visit) {
    const std::scoped_lock lock{mutex_};
    Trouble trouble;
    auto place = all_.begin();  // Both walks are in the same order: what is known is the next one, mostly.
    const auto walked = store.for_each_state([&](const model::ReportState& state) {
        if (place == all_.end() || place->first != state.key) place = all_.try_emplace(state.key).first;
        auto& remembered = (place++)->second;
        if (remembered.revision != state.revision) {
            const auto report = storage::report_head(store, state.key, state.revision);
            if (!report || !*report) {
                const auto lost = base::fail(base::ErrorCode::malformed, "a report's revision is not there");
                trouble = with_trouble(trouble, report ? lost : report.error());
                return !trouble || trouble->code != base::ErrorCode::io;
            }
            remembered = {state.revision, {(*report)->verdict, (*report)->agency.division}};
        }
        return visit(state, remembered.known);
    });
    if (!walked) trouble = with_trouble(trouble, walked.error());
    if (trouble) return *trouble;
    return {};
}

}  // namespace ogi::daemon
