#include "daemon/sinks/index_fields.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

// A keyword of more than 32,766 bytes makes the server refuse its document; longer ones are kept and not
// found by.
constexpr int keyword_characters_max = 1024;

constexpr IndexField common_fields[] = {
    {"subject", FieldType::keyword},
    {"agency", FieldType::keyword},
    {"agency_id", FieldType::keyword},
    {"year", FieldType::integer},
    {"division", FieldType::keyword},
    {"epoch", FieldType::whole},
    {"sequence", FieldType::whole},
    {"line_sha256", FieldType::keyword},
    {"type", FieldType::keyword},
    {"cause", FieldType::keyword},
    {"class", FieldType::keyword},
    {"reason", FieldType::keyword},
    {"withdrawn", FieldType::truth},
    {"time", FieldType::date},
    {"recordedtime", FieldType::date},
    {"source_url", FieldType::keyword},
    {"revision", FieldType::integer},
    {"changed_cells", FieldType::keyword},
    {"aspects", FieldType::keyword},
    {"agency_as_written", FieldType::keyword},
    {"title", FieldType::text},
    {"published", FieldType::date},
    {"generation", FieldType::keyword},
    {"verdict", FieldType::keyword},
    {"official", FieldType::truth},
    {"checks_held", FieldType::keyword},
    {"checks_violated", FieldType::keyword},
    {"checks_not_assessable", FieldType::keyword},
    {"anomalies", FieldType::keyword},
    {"statements", FieldType::nested},
    {"statements.name", FieldType::keyword},
    {"statements.value", FieldType::fraction},
    {"statements.decimal", FieldType::keyword},
    {"statements.approximate", FieldType::truth},
    {"statements.unit", FieldType::keyword},
    {"statements.quote", FieldType::text},
    {"sections", FieldType::nested},
    {"sections.number", FieldType::integer},
    {"sections.title", FieldType::text},
    {"sections.text", FieldType::text},
    // Of the one document that is no report.
    {"position", FieldType::keyword},
    {"feed", FieldType::keyword},
};

constexpr IndexField nested_cells[] = {
    {"cells", FieldType::nested},          {"cells.id", FieldType::keyword},
    {"cells.kind", FieldType::keyword},    {"cells.value", FieldType::fraction},
    {"cells.decimal", FieldType::keyword}, {"cells.unit", FieldType::keyword},
    {"cells.raw", FieldType::kept},
};

constexpr IndexField flattened_cells[] = {
    {"cells", FieldType::flattened},
    {"cell_units", FieldType::flattened},
    {"cell_kinds", FieldType::flattened},
};

void write_type(base::JsonWriter& writer, FieldType type, IndexKind kind) {
    writer.field("type", name_of(type, kind));
    switch (type) {
        case FieldType::keyword:
            writer.field("ignore_above", keyword_characters_max);
            return;
        case FieldType::kept:
            writer.field("index", false).field("doc_values", false);
            return;
        case FieldType::text:
            writer.field("analyzer",
                         "cjk");  // Pairs of characters; the standard one parts Chinese into single ones.
            return;
        case FieldType::date:
            writer.field("format", "strict_date_optional_time");
            return;
        case FieldType::integer:
        case FieldType::whole:
        case FieldType::fraction:
        case FieldType::truth:
        case FieldType::nested:
        case FieldType::flattened:
            return;
    }
}

void write_properties(base::JsonWriter& writer, std::span<const IndexField> fields, IndexKind kind) {
    writer.key("properties").begin_object();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto group = std::string{fields[i].name} + ".";
        writer.key(fields[i].name).begin_object();
        write_type(writer, fields[i].type, kind);
        if (i + 1 < fields.size() && fields[i + 1].name.starts_with(group)) {
            writer.key("properties").begin_object();
            for (; i + 1 < fields.size() && fields[i + 1].name.starts_with(group); ++i) {
                writer.key(fields[i + 1].name.substr(group.size())).begin_object();
                write_type(writer, fields[i + 1].type, kind);
                writer.end_object();
            }
            writer.end_object();
        }
        writer.end_object();
    }
    writer.end_object();
}

const json::object* object_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value == nullptr ? nullptr : value->if_object();
}

// The properties of the field "a.b", nullptr where there is no such field.
const json::object* field_in(const json::object& mappings, std::string_view path) {
    const auto* at = &mappings;
    while (at != nullptr && !path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        const auto* properties = object_in(*at, "properties");
        at = properties == nullptr ? nullptr : object_in(*properties, path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return at;
}

}  // namespace

std::vector<IndexField> index_fields(CellsForm form) {
    std::vector<IndexField> fields{std::begin(common_fields), std::end(common_fields)};
    if (form == CellsForm::nested) {
        fields.insert(fields.end(), std::begin(nested_cells), std::end(nested_cells));
    } else {
        fields.insert(fields.end(), std::begin(flattened_cells), std::end(flattened_cells));
    }
    return fields;
}

std::string_view name_of(FieldType type, IndexKind kind) {
    switch (type) {
        case FieldType::keyword:
        case FieldType::kept:
            return "keyword";
        case FieldType::text:
            return "text";
        case FieldType::date:
            return "date";
        case FieldType::integer:
            return "integer";
        case FieldType::whole:
            return "long";
        case FieldType::fraction:
            return "double";
        case FieldType::truth:
            return "boolean";
        case FieldType::nested:
            return "nested";
        case FieldType::flattened:
            return kind == IndexKind::opensearch ? "flat_object" : "flattened";
    }
    return {};
}

std::string index_body(std::string_view alias, IndexKind kind, CellsForm form) {
    base::JsonWriter writer;
    writer.begin_object().key("settings").begin_object();
    // What was acknowledged is on the disk, and a late write cannot bring back what was deleted within an
    // hour.
    writer.field("index.translog.durability", "request").field("index.gc_deletes", "1h").end_object();
    writer.key("mappings").begin_object().field("dynamic", false);
    write_properties(writer, index_fields(form), kind);
    writer.end_object().key("aliases").begin_object().key(alias).begin_object();
    writer.field("is_write_index", true).end_object().end_object().end_object();
    return writer.take();
}

std::string mapping_fault(std::string_view body, IndexKind kind, CellsForm form) {
    boost::system::error_code problem;
    const auto value = json::parse(body, problem);
    const auto* indexes = problem ? nullptr : value.if_object();
    if (indexes == nullptr || indexes->empty()) return "the answer to GET _mapping is no mapping";
    if (indexes->size() > 1) {
        return "the alias stands for " + std::to_string(indexes->size()) + " indexes; it must be one";
    }
    const auto& [name, content] = *indexes->begin();
    const auto* mappings = content.is_object() ? object_in(content.as_object(), "mappings") : nullptr;
    if (mappings == nullptr) return "the answer to GET _mapping is no mapping";
    for (const auto& field : index_fields(form)) {
        const auto* found = field_in(*mappings, field.name);
        const auto wanted = name_of(field.type, kind);
        const auto* type = found == nullptr ? nullptr : found->if_contains("type");
        if (type != nullptr && type->is_string() && std::string_view{type->as_string()} == wanted) continue;
        const auto is =
            type != nullptr && type->is_string() ? std::string{type->as_string()} : std::string{"not there"};
        return "index " + std::string{name} + ": the field " + std::string{field.name} + " is " + is +
               ", it must be " + std::string{wanted};
    }
    return {};
}

}  // namespace ogi::daemon
