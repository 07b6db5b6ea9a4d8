# The packages for Debian 12: `cpack -G DEB` in a release build that is configured with the prefix /usr, which scripts/package does.
# ogid: programs, unit, configuration. libogi-parser-dev: the parser for other programs (cmake/package).
set(CPACK_PACKAGE_NAME ogid)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "ogid")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "annual reports on government information disclosure, watched")
set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)  # /etc lies outside the prefix.
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL ogid libogi-parser)
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "ogid developers <developers@ogid.invalid>" CACHE STRING "Who answers for the packages")
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_OGID_PACKAGE_NAME ogid)
set(CPACK_DEBIAN_OGID_PACKAGE_SECTION net)
set(CPACK_DEBIAN_OGID_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_OGID_PACKAGE_DEPENDS "adduser, ca-certificates, init-system-helpers (>= 1.54), systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_OGID_PACKAGE_RECOMMENDS "tesseract-ocr-chi-sim, tesseract-ocr-eng, poppler-data")
set(CPACK_DEBIAN_OGID_PACKAGE_SUGGESTS "libreoffice-writer-nogui, libreoffice-calc-nogui, prometheus")
set(CPACK_DEBIAN_OGID_DESCRIPTION
"ogid crawls the sites of Chinese government agencies for their annual
reports on information disclosure, reads tables in HTML, Word, spreadsheets,
PDF and scans into checked figures, keeps every version, and tells over HTTP
what changed.")
set(CPACK_DEBIAN_OGID_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/systemd/debian/conffiles
    ${PROJECT_SOURCE_DIR}/systemd/debian/postinst
    ${PROJECT_SOURCE_DIR}/systemd/debian/prerm
    ${PROJECT_SOURCE_DIR}/systemd/debian/postrm)

set(CPACK_DEBIAN_LIBOGI-PARSER_PACKAGE_NAME libogi-parser-dev)
set(CPACK_DEBIAN_LIBOGI-PARSER_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBOGI-PARSER_PACKAGE_DEPENDS
    "libboost1.81-dev, libboost-json1.81-dev, libboost-url1.81-dev, libgumbo-dev, libuchardet-dev, libopencc-dev, libicu-dev, libzip-dev, libpugixml-dev, libssl-dev")
set(CPACK_DEBIAN_LIBOGI-PARSER_DESCRIPTION
"The parser of ogid as a library: documents in, reports with cells, checks
and statements out; no network and no store.")

set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian_files.cmake)
set(CPACK_OGI_DEBIAN_FOLDER ${PROJECT_SOURCE_DIR}/systemd/debian)

include(CPack)
