#include "daemon/sinks/entry_choice.h"

#include "model/names.h"

#include <algorithm>
#include <string_view>

namespace ogi::daemon {

namespace {

template <class Enum>
base::Result<void> check_words(const SinkSettings& settings, std::string_view option) {
    for (const auto& word : settings.texts(option)) {
        if (!model::from_name<Enum>(word))
            return base::fail(base::ErrorCode::malformed,
                              "has a " + std::string{option} + " that no entry has: \"" + word + "\"");
    }
    return {};
}

bool is_among(const std::vector<std::string>& words, std::string_view word) {
    return words.empty() || std::ranges::find(words, word) != words.end();
}

}  // namespace

base::Result<void> check_entry_choice(const SinkSettings& settings) {
    TRY_VOID(check_words<model::ChangeType>(settings, type_option.name));
    return check_words<model::ChangeClass>(settings, class_option.name);
}

EntryChoice::EntryChoice(const SinkSettings& settings)
    : types_{settings.texts(type_option.name)}, classes_{settings.texts(class_option.name)} {}

bool EntryChoice::takes(const model::Change& change) const {
    const auto change_class = change.change_class ? model::name_of(*change.change_class) : std::string_view{};
    return is_among(types_, model::name_of(change.type)) && is_among(classes_, change_class);
}

}  // namespace ogi::daemon
