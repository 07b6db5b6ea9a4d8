# Every library, by the Debian 12 package that scripts/install-deps installs.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(CURL 7.88 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(ZLIB REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(ZLIB REQUIRED)
find_package(RocksDB 7.8 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(DEFLATE IMPORTED_TARGET libdeflate)  # Not needed; quicker than zlib.
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler)  # Only ogi-pdf and ogi-ocr; its GPL stays there.
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)  # Only the PostgreSQL sink.
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(NATS REQUIRED IMPORTED_TARGET libnats)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)  # Readiness, watchdog, journal; works without systemd too.
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
# Only ogi-ocr, which is left out where one of them is missing.
pkg_check_modules(OCR IMPORTED_TARGET poppler-cpp tesseract lept)
