#include "crawler/change_rate.h"

#include <algorithm>
#include <cmath>

namespace ogi::crawler {

using std::chrono::seconds;

namespace {

constexpr int whole_milli = 1'000;

int weight_of(Sight sight) {
    switch (sight) {
        case Sight::same:
            return 0;
        case Sight::new_template:
            return template_change_milli;
        case Sight::new_content:
            return whole_milli;
    }
    return 0;
}

}  // namespace

model::ChangeHistory after_look(model::ChangeHistory history, Sight sight, std::optional<seconds> passed) {
    ++history.looks;
    if (!passed || *passed <= seconds{0}) return history;
    const auto weight = weight_of(sight);
    const auto lively = passed->count() * weight / whole_milli;
    history.changes_milli += weight;
    history.lively_s += lively;
    history.quiet_s += passed->count() - lively;
    while (history.lively_s + history.quiet_s > seconds{history_span}.count()) {
        history.changes_milli /= 2, history.lively_s /= 2, history.quiet_s /= 2;
    }
    return history;
}

double change_rate(const model::ChangeHistory& history) {
    const auto quiet = static_cast<double>(history.quiet_s);
    const auto lively = static_cast<double>(history.lively_s);
    const auto changes = static_cast<double>(history.changes_milli) / whole_milli;
    if (history.changes_milli <= 0 || history.lively_s <= 0) {
        const auto watched = quiet + lively;
        return watched > 0 ? 0.5 / watched : 0;
    }
    return changes / lively * std::log1p(lively / (quiet + lively / (2 * changes)));
}

}  // namespace ogi::crawler
