#include "daemon/socket_path.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>
#include <sys/un.h>

#include <string>

namespace ogi::daemon {
namespace {

constexpr std::size_t address_bytes = sizeof(sockaddr_un::sun_path) - 1;

TEST(ShortSocketPath, IsThePathItselfWhereThatFits) {
    const std::string longest = "/" + std::string(address_bytes - 1, 'x');
    EXPECT_EQ(ShortSocketPath::of(longest).value().text(), longest);
}

TEST(ShortSocketPath, LeadsIntoAFolderThatIsTooDeep) {
    TemporaryFolder folder;
    const auto deep = folder.path() / std::string(150, 'a') / std::string(150, 'b');
    folder.write(deep / "ogid.sock", "here");
    const auto path = ShortSocketPath::of(deep / "ogid.sock");
    ASSERT_TRUE(path) << path.error().context;
    EXPECT_LE(path->text().size(), address_bytes);
    EXPECT_TRUE(std::filesystem::equivalent(path->text(), deep / "ogid.sock"));
}

TEST(ShortSocketPath, RefusesANameThatIsTooLongItself) {
    TemporaryFolder folder;
    const auto refused = ShortSocketPath::of(folder.path() / std::string(150, 'a'));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
    EXPECT_NE(refused.error().context.find("its name is too long"), std::string::npos);
}

TEST(ShortSocketPath, NamesAFolderThatIsNotThere) {
    const auto deep = "/nowhere/" + std::string(200, 'a');
    const auto missing = ShortSocketPath::of(deep + "/ogid.sock");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, base::ErrorCode::io);
    EXPECT_EQ(missing.error().context, deep + ": No such file or directory");
}

}  // namespace
}  // namespace ogi::daemon
