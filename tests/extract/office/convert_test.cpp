#include "extract/office/convert.h"

#include "extract/office/zip_archive.h"
#include "extract/sniff.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

namespace ogi::extract {
namespace {

using namespace std::chrono_literals;

const std::string rtf =
    R"({\rtf1\ansi\ansicpg936 {\field{\*\fldinst INCLUDETEXT "/etc/passwd"}{\fldrslt kept}}
\trowd\cellx2000\cellx4000\intbl 1\cell 103\cell\row\pard})";

model::Snapshot snapshot_of(std::string body) {
    model::Snapshot snapshot;
    snapshot.body = std::move(body);
    return snapshot;
}

std::string unsupported(const std::string& body, const std::filesystem::path& office,
                        const Limits& limits = {}) {
    const auto document = read_document(snapshot_of(body), limits, HtmlParser::quickest,
                                        {.pdf = {}, .office = office, .ocr = {}});
    EXPECT_TRUE(document);
    EXPECT_EQ(document->format, model::Format::unsupported);
    return document->unsupported;
}

// In place of LibreOffice.
std::filesystem::path write_program(const TemporaryFolder& folder, const std::string& script) {
    const auto path = folder.write("office", "#!/bin/sh\n" + script);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

TEST(Convert, WithoutAConverterSaysWhatIsMissing) {
    EXPECT_EQ(unsupported(rtf, {}), "RTF document; LibreOffice is not installed");
    EXPECT_EQ(
        unsupported(rtf, "/nowhere/soffice"),
        "RTF document; LibreOffice does not run: cannot run /nowhere/soffice: No such file or directory");
}

TEST(Convert, AnRtfDocumentThatWasCutOffIsNotAsked) {
    EXPECT_EQ(unsupported(rtf.substr(0, rtf.size() - 20), "/nowhere/soffice"),
              "RTF document; its end is missing");
    EXPECT_TRUE(tell_old_format(rtf + std::string("\r\n\0", 3)).format);
}

TEST(Convert, EveryWayItCanFailIsNamed) {
    const TemporaryFolder folder;
    Limits limits;
    limits.convert_time_max = 200ms;
    const struct {
        std::string script;
        std::string told;
    } cases[] = {
        {"exit 0", "LibreOffice cannot read it"},
        {"echo 'no such filter' >&2; exit 77", "LibreOffice ended with status 77: no such filter"},
        {"kill -SEGV $$", "LibreOffice ended by signal 11"},
        {"sleep 60", "LibreOffice took longer than 200 ms (convert_time_max)"},
        {"mkdir made; : > made/input.docx", "LibreOffice cannot read it"},
    };
    for (const auto& [script, told] : cases)
        EXPECT_EQ(unsupported(rtf, write_program(folder, script), limits), "RTF document; " + told);
}

TEST(Convert, TheDocumentIsAFileOfItsFolderThatIsGoneAfterwards) {
    const TemporaryFolder folder;
    const auto seen = folder.path() / "seen";
    const auto office = write_program(folder, "pwd > " + seen.string() + "; cp input.rtf " + seen.string() +
                                                  ".rtf; mkdir made; echo made > made/input.docx\n");
    const auto made = convert(rtf, *tell_old_format(rtf).format, {}, office);
    ASSERT_TRUE(made) << made.error().context;
    EXPECT_EQ(*made, "made\n");
    EXPECT_EQ(std::filesystem::file_size(seen.string() + ".rtf"), rtf.size());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 3);
}

TEST(Convert, LibreOfficeMakesADocxThatHoldsNoOtherFile) {
    const std::filesystem::path office = "/usr/bin/soffice";
    ASSERT_TRUE(std::filesystem::exists(office)) << "scripts/install-deps installs it";
    const auto made = convert(rtf, *tell_old_format(rtf).format, {}, office);
    ASSERT_TRUE(made) << made.error().context;
    EXPECT_EQ(sniff(*made).kind, BodyKind::docx);
    auto archive = ZipArchive::open(*made, {});
    ASSERT_TRUE(archive);
    const auto member = std::ranges::find(archive->members(), "word/document.xml", &ZipMember::name);
    ASSERT_NE(member, archive->members().end());
    const auto text = archive->read(*member);
    ASSERT_TRUE(text);
    EXPECT_NE(text->find("103"), std::string::npos);
    EXPECT_EQ(text->find("root:"), std::string::npos);
    EXPECT_EQ(converter_of(*made, {}).rfind("LibreOffice ", 0), 0U) << converter_of(*made, {});
}

}  // namespace
}  // namespace ogi::extract
