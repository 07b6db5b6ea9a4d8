#pragma once

#include "base/json_writer.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The fields of a report in an index of OpenSearch or Elasticsearch.
namespace ogi::daemon {

// The two programs differ in one field type.
enum class IndexKind { opensearch, elasticsearch };

// How the cells of a report stand in the index.
enum class CellsForm {
    nested,     // A document a cell, which can be asked for by id and figure together.
    flattened,  // One field of all cells, smaller; figures are compared as texts.
};

enum class FieldType { keyword, kept, text, date, integer, whole, fraction, truth, nested, flattened };

struct IndexField {
    std::string_view name;  // "cells.id" is a member of "cells".
    FieldType type;
};

// The table of fields; a group stands before its members.
std::vector<IndexField> index_fields(CellsForm form);
std::string_view name_of(FieldType type, IndexKind kind);

// The body that makes an index with these fields, known under the alias `alias`.
std::string index_body(std::string_view alias, IndexKind kind, CellsForm form);

// What in a mapping, as `GET INDEX/_mapping` gives it, would take our documents for something else: words for
// a person, empty where nothing does. `body` may be anything.
std::string mapping_fault(std::string_view body, IndexKind kind, CellsForm form);

}  // namespace ogi::daemon
