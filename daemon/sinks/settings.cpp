#include "daemon/sinks/settings.h"

namespace ogi::daemon {

namespace {

template <class T>
T value_of(const SinkSettings& settings, std::string_view option, T without) {
    const auto found = settings.options.find(option);
    if (found == settings.options.end()) return without;
    const auto* value = std::get_if<T>(&found->second);
    return value == nullptr ? without : *value;
}

}  // namespace

std::string SinkSettings::text(std::string_view option, std::string_view without) const {
    return value_of<std::string>(*this, option, std::string{without});
}

std::int64_t SinkSettings::number(std::string_view option, std::int64_t without) const {
    return value_of<std::int64_t>(*this, option, without);
}

bool SinkSettings::flag(std::string_view option, bool without) const {
    return value_of<bool>(*this, option, without);
}

std::vector<std::string> SinkSettings::texts(std::string_view option) const {
    return value_of<std::vector<std::string>>(*this, option, {});
}

}  // namespace ogi::daemon
