#include "daemon/exports/data_package.h"

#include "base/json_writer.h"
#include "base/version.h"
#include "daemon/exports/file_digest.h"
#include "daemon/exports/unfinished.h"

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::JsonWriter;
using base::Result;

namespace {

std::string_view schema_type(FieldType type) {
    switch (type) {
        case FieldType::whole:
            return "integer";
        case FieldType::decimal:
            return "number";
        case FieldType::truth:
            return "boolean";
        case FieldType::date:
            return "date";
        case FieldType::moment:
            return "datetime";
        case FieldType::json:
            return "object";
        case FieldType::text:
            return "string";
    }
    return "string";
}

void write_names(JsonWriter& json, std::string_view member, const std::vector<std::string>& names) {
    json.key(member).begin_array();
    for (const auto& name : names) json.value(name);
    json.end_array();
}

void write_field(JsonWriter& json, const Field& field) {
    json.begin_object().field("name", field.name).field("type", schema_type(field.type));
    json.field("title", field.title).field("description", field.description);
    if (field.need == Need::required || !field.words.empty()) {
        json.key("constraints").begin_object();
        if (field.need == Need::required) json.field("required", true);
        if (!field.words.empty()) write_names(json, "enum", field.words);
        json.end_object();
    }
    json.end_object();
}

void write_schema(JsonWriter& json, const Table& table) {
    json.begin_object().key("fields").begin_array();
    for (const auto& field : table.fields) write_field(json, field);
    json.end_array();
    write_names(json, "missingValues", {""});
    write_names(json, "primaryKey", table.primary_key);
    if (!table.foreign_keys.empty()) {
        json.key("foreignKeys").begin_array();
        for (const auto& key : table.foreign_keys) {
            json.begin_object();
            write_names(json, "fields", key.fields);
            json.key("reference").begin_object().field("resource", key.table);
            for (const auto& other : export_tables()) {
                if (other.name == key.table) write_names(json, "fields", other.primary_key);
            }
            json.end_object().end_object();
        }
        json.end_array();
    }
    json.end_object();
}

Result<void> write_resource(JsonWriter& json, const fs::path& folder, const Table& table) {
    const auto path = table.name + ".csv";
    TRY(digest, digest_file(folder / path));
    json.begin_object().field("name", table.name).field("type", "table").field("path", path);
    json.field("profile", "tabular-data-resource").field("title", table.title);
    json.field("description", table.description).field("format", "csv").field("mediatype", "text/csv");
    json.field("encoding", "utf-8").field("bytes", digest.bytes).field("hash", "sha256:" + digest.sha256);
    json.key("dialect").begin_object().field("delimiter", ",").field("lineTerminator", "\n");
    json.field("quoteChar", "\"").field("doubleQuote", true).field("header", true).end_object();
    json.key("schema");
    write_schema(json, table);
    json.end_object();
    return {};
}

Result<std::string> descriptor(const fs::path& folder, const ExportStamp& stamp, Formulas formulas) {
    JsonWriter json;
    json.begin_object().field("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    json.field("profile", "tabular-data-package").field("name", "government-disclosure-reports");
    json.field("id", stamp.source + ":" + stamp.as_of).field("title", "政府信息公开工作年度报告数据");
    json.field("description",
               "Annual reports on government information disclosure, read by ogid " +
                   std::string{base::version} + " from the pages of the agencies, as of " + stamp.as_of +
                   (stamp.selection.empty() ? "" : " (" + stamp.selection + ")") +
                   ". Blank is not zero: a figure without a value says in its kind what stands there.");
    json.field("created", base::to_iso(stamp.made_at));
    json.field("cursor", stamp.as_of);
    json.field("formulas", formulas == Formulas::guarded ? "guarded" : "plain").key("keywords").begin_array();
    for (const auto* word : {"政府信息公开", "年度报告", "China", "freedom of information"}) json.value(word);
    json.end_array().key("sources").begin_array().begin_object();
    json.field("title", "Pages of the agencies; each report names its own in source_url");
    json.end_object().end_array().key("resources").begin_array();
    for (const auto& table : export_tables()) TRY_VOID(write_resource(json, folder, table));
    json.end_array().end_object();
    return json.take();
}

std::string readme(const ExportStamp& stamp, Formulas formulas) {
    std::string text = "# 政府信息公开工作年度报告数据\n\nStore " + stamp.source + ", as of " + stamp.as_of +
                       ", recorded at " + base::to_iso(stamp.recorded_at);
    if (!stamp.selection.empty()) text += ", " + stamp.selection;
    text += ".\n\n| file | rows |\n|---|---|\n";
    for (const auto& table : export_tables())
        text += "| " + table.name + ".csv | " + table.title + ": " + table.description + " |\n";
    text +=
        "\nUTF-8, a head line, fields as RFC 4180 has them. An empty field says nothing and is never zero: "
        "`kind` tells what\nstands in the cell. datapackage.json describes every column, dictionary.csv "
        "every "
        "cell.\n";
    if (formulas == Formulas::guarded)
        text +=
            "Texts that a spreadsheet would run as a formula have one ' in front; take it away to have them "
            "as they are.\n";
    return text;
}

class DataPackage : public TableWriter {
  public:
    DataPackage(const fs::path& folder, ExportStamp stamp, CsvStyle style)
        : folder_{folder},
          stamp_{std::move(stamp)},
          formulas_{style.formulas},
          tables_{write_csv_tables(folder, style)} {}

    Result<void> row(Which which, const Row& row) override { return tables_->row(which, row); }

    Result<void> finish() override {
        TRY_VOID(tables_->finish());
        TRY(json, descriptor(folder_, stamp_, formulas_));
        TRY_VOID(write("README.md", readme(stamp_, formulas_)));
        return write("datapackage.json", std::move(json));
    }

  private:
    Result<void> write(const std::string& name, std::string text) {
        TextOut file{folder_ / name};
        file.text() = std::move(text);
        return file.close();
    }

    fs::path folder_;
    ExportStamp stamp_;
    Formulas formulas_;
    std::unique_ptr<TableWriter> tables_;
};

}  // namespace

std::unique_ptr<TableWriter> write_data_package(const fs::path& folder, const ExportStamp& stamp,
                                                CsvStyle style) {
    return std::make_unique<DataPackage>(folder, stamp, style);
}

}  // namespace ogi::daemon
