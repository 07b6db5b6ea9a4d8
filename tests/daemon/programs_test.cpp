#include "daemon/config/programs.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

class Programs : public testing::Test {
  protected:
    Programs() {
        std::string name = fs::temp_directory_path() / "ogid-programs-XXXXXX";
        folder_ = mkdtemp(name.data());
        for (const auto* part : {"bin", "libexec", "path"}) fs::create_directory(folder_ / part);
    }
    ~Programs() override { fs::remove_all(folder_); }

    fs::path put(const fs::path& name, fs::perms rights = fs::perms::owner_all) {
        std::ofstream{folder_ / name} << "#!/bin/sh\n";
        fs::permissions(folder_ / name, rights);
        return folder_ / name;
    }
    extract::Programs find(const ProgramSettings& settings = {}) {
        return find_programs(settings,
                             {folder_ / "bin", folder_ / "libexec", {"", "relative", folder_ / "path"}});
    }

    fs::path folder_;
};

TEST_F(Programs, OfOursAreLookedForBesideTheRunningOneThenInLibexec) {
    const auto libexec = put("libexec/ogi-pdf");
    EXPECT_EQ(find().pdf, libexec);
    EXPECT_EQ(find().pdf, libexec);
    const auto beside = put("bin/ogi-pdf");
    EXPECT_EQ(find().pdf, beside);
    put("path/ogi-ocr");
    EXPECT_EQ(find().ocr, "");
}

TEST_F(Programs, OfOthersAreLookedForInPath) {
    put("bin/soffice");
    EXPECT_EQ(find().office, "");
    const auto office = put("path/soffice");
    EXPECT_EQ(find().office, office);
}

TEST_F(Programs, ThatCannotBeRunAreAbsent) {
    // A file without any right to run is refused to root, too.
    put("bin/ogi-pdf", fs::perms::owner_read);
    EXPECT_EQ(find().pdf, "");
    fs::create_directory(folder_ / "bin" / "ogi-ocr");
    EXPECT_EQ(find().ocr, "");
}

TEST_F(Programs, ThatAPersonNamesAreThoseOrNone) {
    put("bin/ogi-pdf");
    put("bin/ogi-ocr");
    const auto other = put("path/other");
    const auto found = find({.pdf = other, .office = folder_ / "nowhere", .ocr = fs::path{}});
    EXPECT_EQ(found.pdf, other);
    EXPECT_EQ(found.office, "");
    EXPECT_EQ(found.ocr, "");
}

TEST_F(Programs, ThatAreAbsentAreToldWithWhatStaysUnread) {
    put("bin/ogi-pdf");
    EXPECT_EQ(absent_programs(find()),
              (std::vector<std::string>{"ogi-ocr: scans and images", "soffice: DOC, XLS, WPS and RTF"}));
}

}  // namespace
}  // namespace ogi::daemon
