# SPDX-License-Identifier: GPL-3.0-or-later
# The two Debian packages: `tidemark` with everything, `tidemarkctl` without a window for servers.
# Each is whole by itself (docs/decisions.md), so they exclude each other. script/package makes both.

# What the linker does not see, from the one list: the third word says that it is for the window.
file(STRINGS ${PROJECT_SOURCE_DIR}/script/packages wanted REGEX "^run ")
foreach(line IN LISTS wanted)
    string(REGEX MATCH "^run ([^ ]+) ?([a-z]*)$" line "${line}")
    list(APPEND desktop_needs ${CMAKE_MATCH_1})
    if(NOT CMAKE_MATCH_2 STREQUAL "desktop")
        list(APPEND control_needs ${CMAKE_MATCH_1})
    endif()
endforeach()
list(JOIN desktop_needs ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
list(JOIN control_needs ", " control_depends)

foreach(package tidemark:desktop tidemarkctl:server)
    string(REPLACE ":" ";" package ${package})
    list(GET package 0 name)
    list(GET package 1 component)
    set(doc ${CMAKE_INSTALL_DATADIR}/doc/${name})
    set(changelog ${CMAKE_CURRENT_BINARY_DIR}/${name}.changelog.gz)
    add_custom_command(OUTPUT ${changelog}
        COMMAND ${GZIP} -9 -n -c ${CMAKE_CURRENT_SOURCE_DIR}/debian/changelog > ${changelog}
        DEPENDS debian/changelog VERBATIM)
    add_custom_target(${name}_changelog DEPENDS ${changelog})
    add_dependencies(tidemark_packaging ${name}_changelog)
    install(FILES debian/copyright DESTINATION ${doc} COMPONENT ${component} EXCLUDE_FROM_ALL)
    install(FILES ${changelog} DESTINATION ${doc} RENAME changelog.gz
        COMPONENT ${component} EXCLUDE_FROM_ALL)
    install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${doc} RENAME NEWS.md
        COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tidemark)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS # whatever the umask of who packs
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL control desktop)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SOURCE tidemark)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER
    "Tidemark maintainers <tidemark-app@users.noreply.github.com>")
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "dbus-user-session, gnome-keyring | kwalletmanager")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, mariadb-server")
set(CPACK_DEBIAN_PACKAGE_CONFLICTS tidemarkctl)
set(CPACK_DEBIAN_PACKAGE_REPLACES tidemarkctl)
set(CPACK_DEBIAN_PACKAGE_PROVIDES "tidemarkctl (= ${PROJECT_VERSION})")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "market prices in a database of your own")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Collects coin prices from CoinSpot every five minutes, and stocks, funds and
currencies from EODHD, keeps each one exactly and once in a SQLite, PostgreSQL
or MariaDB database that belongs to you, and shows them as tables and charts.
.
With alerts, a watchlist, a portfolio, and migrations of the database that are
rehearsed on a copy and proven row by row. This package has the window and the
command line; tidemarkctl has the command line alone.")
include(CPack)
configure_file(server.cmake.in ${PROJECT_BINARY_DIR}/CPackServerConfig.cmake @ONLY)
