#include "daemon/service/service_figures.h"

#include "daemon/answers/question.h"
#include "model/names.h"

#include <limits>
#include <system_error>
#include <utility>

namespace ogi::daemon {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double overdue_reports(const storage::Store& store, const std::stop_token& stop) {
    double count = 0;
    Question question;
    question.about = About::overdue;
    const auto told = answer(store, question, [&](std::string_view) {
        ++count;
        return !stop.stop_requested();
    });
    return told ? count : unknown;
}

double free_bytes(const std::filesystem::path& folder) {
    std::error_code problem;
    const auto space = std::filesystem::space(folder, problem);
    return problem ? unknown : static_cast<double>(space.available);
}

}  // namespace

ServiceFigures::ServiceFigures(const storage::Store& store, std::filesystem::path folder,
                               std::function<bool()> writable)
    : folder_{std::move(folder)},
      writable_{std::move(writable)},
      overdue_{[&store](const std::stop_token& stop) { return overdue_reports(store, stop); },
               overdue_period} {}

void ServiceFigures::add_to(Metrics& metrics) {
    using Kind = Metrics::Kind;
    metrics.add("ogid_store_writable", Kind::gauge, "0: the store or its disk takes nothing more.",
                [this] { return writable_() ? 1.0 : 0.0; });
    metrics.add("ogid_store_free_bytes", Kind::gauge, "Free on the disk that the store lies on.",
                [this] { return free_bytes(folder_); });
    metrics.add("ogid_hosts_waiting", Kind::gauge, "Hosts by what they wait for; as of a minute ago.",
                Metrics::Read{[this] { return hosts(); }});
    metrics.add("ogid_overdue_reports", Kind::gauge,
                "Reports whose deadline is over and that are not there; counted once an hour.",
                [this] { return overdue_.last(); });
}

void ServiceFigures::set_hosts(const std::vector<model::HostStanding>& hosts) {
    std::map<model::WaitReason, double> waiting;
    for (const auto& host : hosts) ++waiting[host.reason];
    const std::scoped_lock lock{mutex_};
    waiting_ = std::move(waiting);
}

std::vector<Metrics::Sample> ServiceFigures::hosts() const {
    using Reason = model::WaitReason;
    const std::scoped_lock lock{mutex_};
    std::vector<Metrics::Sample> samples;
    for (const auto reason :
         {Reason::ready, Reason::asking, Reason::delay, Reason::asked_to_wait, Reason::robots_unreachable,
          Reason::challenged, Reason::failing, Reason::nothing_due, Reason::paused}) {
        const auto found = waiting_.find(reason);
        samples.push_back(
            {{{"reason", std::string{model::name_of(reason)}}}, found == waiting_.end() ? 0 : found->second});
    }
    return samples;
}

}  // namespace ogi::daemon
