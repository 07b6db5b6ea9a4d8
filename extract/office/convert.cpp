#include "extract/office/convert.h"

#include "base/child_process.h"
#include "base/private_folder.h"
#include "base/read_all.h"
#include "extract/office/compound_file.h"
#include "extract/office/package.h"

#include <fstream>
#include <semaphore>

namespace ogi::extract {
namespace {

constexpr std::size_t converted_bytes_max = 64u << 20;
// It takes 210 MiB and a core, a start included. More at once would starve what else runs.
constexpr std::ptrdiff_t converters_max = 1;

base::ChildLimits converter_limits(const Limits& limits) {
    return {.wall_max = limits.convert_time_max,
            .cpu_max = std::chrono::ceil<std::chrono::seconds>(limits.convert_time_max),
            .address_space_bytes_max = 1536u << 20,  // 600 MiB do for a report; most of it is libraries.
            .file_bytes_max = converted_bytes_max,
            .open_files_max = 512,
            .output_bytes_max = 64u << 10,
            .error_bytes_kept = 4096};
}

constexpr OldFormat doc{"DOC document", "input.doc", "docx", "docx:MS Word 2007 XML"};
constexpr OldFormat xls{"XLS spreadsheet", "input.xls", "xlsx", "xlsx:Calc MS Excel 2007 XML"};
constexpr OldFormat rtf{"RTF document", "input.rtf", "docx", "docx:MS Word 2007 XML"};

// What a fresh profile starts from: no macros, no Java, nothing fetched or updated that a document links to,
// figures of formulas as they were saved.
constexpr std::string_view profile_settings = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Field" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
)";

bool write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return !failed && file.good();
}

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    return base::read_all(file);
}

// An RTF document is one group. One that does not end with it has lost its end, perhaps amid a figure.
bool ends_its_group(std::string_view rtf_body) {
    const auto last = rtf_body.find_last_not_of(std::string_view{"\0\r\n\t \x1A", 6});
    return last != std::string_view::npos && rtf_body[last] == '}';
}

base::ChildTask task_for(const OldFormat& format, const Limits& limits, const std::filesystem::path& office,
                         const std::filesystem::path& folder) {
    return {
        .program = office,
        .arguments = {"-env:UserInstallation=file://" + (folder / "profile").string(), "--headless",
                      "--norestore", "--nologo", "--nolockcheck", "--convert-to", std::string{format.writer},
                      "--outdir", (folder / "made").string(), (folder / format.name).string()},
        .input = {},
        // Its instances would find each other by a socket in /tmp.
        .environment = {"OSL_SOCKET_PATH=" + folder.string(), "SAL_USE_VCLPLUGIN=svp"},
        .folder = folder,
        .limits = converter_limits(limits),
        .sockets = base::Sockets::listening_within_this_machine};
}

base::Error failure(const OldFormat& format, base::ErrorCode code, const std::string& why) {
    return base::fail(code, std::string{format.words} + "; " + why);
}

}  // namespace

ToldOldFormat tell_old_format(std::string_view body) {
    if (body.starts_with("{\\rtf")) {
        if (!ends_its_group(body)) return {.format = {}, .refused = "RTF document; its end is missing"};
        return {.format = rtf, .refused = {}};
    }
    const auto told = tell_compound(body);
    const std::string words{told.words};
    if (told.kind == CompoundKind::other) return {.format = {}, .refused = words};
    if (told.encrypted) return {.format = {}, .refused = "encrypted " + words};
    if (told.cut_off) return {.format = {}, .refused = words + "; its end is missing"};
    return {.format = told.kind == CompoundKind::word ? doc : xls, .refused = {}};
}

base::Result<std::string> convert(std::string_view body, const OldFormat& format, const Limits& limits,
                                  const std::filesystem::path& office) {
    if (office.empty()) return failure(format, base::ErrorCode::not_found, "LibreOffice is not installed");
    static std::counting_semaphore<converters_max> free{converters_max};
    free.acquire();
    const struct Release {
        ~Release() { free.release(); }
    } release;
    TRY(folder, base::PrivateFolder::make());
    const auto& place = folder.path();
    if (!write_file(place / format.name, body) ||
        !write_file(place / "profile/user/registrymodifications.xcu", profile_settings))
        return failure(format, base::ErrorCode::io, "there is no room for it in " + place.string());
    const auto task = task_for(format, limits, office, place);
    const auto ran = base::run_child(task);
    if (!ran) return failure(format, ran.error().code, "LibreOffice does not run: " + ran.error().context);
    if (ran->end == base::ChildEnd::out_of_time) {
        return failure(format, base::ErrorCode::timeout,
                       "LibreOffice took longer than " + std::to_string(limits.convert_time_max.count()) +
                           " ms (convert_time_max)");
    }
    // It ends well where it cannot read a document; that it ended otherwise says nothing of the document.
    if (!ran->succeeded())
        return failure(format, base::ErrorCode::io, "LibreOffice " + describe(*ran, task.limits));
    auto made = read_file((place / "made" / format.name).replace_extension(format.made));
    if (!made || made->empty())
        return failure(format, base::ErrorCode::malformed, "LibreOffice cannot read it");
    return *std::move(made);
}

std::string converter_of(std::string_view made, const Limits& limits) {
    constexpr std::string_view name = "LibreOffice";
    auto package = Package::open_archive(made, limits);
    const auto told =
        package ? package->application() : std::string{};  // "LibreOffice/7.4.7.2$Linux_X86_64 …"
    const auto number = std::string_view{told}.substr(0, told.find('$'));
    if (!number.starts_with(name) || number.size() <= name.size() + 1) return std::string{name};
    return std::string{name} + " " + std::string{number.substr(name.size() + 1)};
}

}  // namespace ogi::extract
