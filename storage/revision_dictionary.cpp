#include "storage/revision_dictionary.h"

#include "model/record_writer.h"

#include <span>
#include <string>

namespace ogi::storage {

namespace {

#include "storage/revision_dictionary.inc"

std::string make_content() {
    model::RecordWriter record;
    for (const std::span<const std::string_view> list :
         {std::span<const std::string_view>{usual_words}, std::span<const std::string_view>{statement_names},
          std::span<const std::string_view>{cells_national},
          std::span<const std::string_view>{checks_national}, std::span<const std::string_view>{cells_2019},
          std::span<const std::string_view>{checks_2019}, std::span<const std::string_view>{cells_2021},
          std::span<const std::string_view>{checks_2021}}) {
        record.number(list.size());
        for (const auto text : list) record.text(text);
    }
    return record.take();
}

}  // namespace

std::string_view revision_dictionary_content() {
    static const std::string content = make_content();
    return content;
}

const Dictionary& revision_dictionary() {
    static const Dictionary dictionary{revision_dictionary_content()};
    return dictionary;
}

}  // namespace ogi::storage
