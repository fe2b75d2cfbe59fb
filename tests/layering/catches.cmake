# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D WORK=folder -D QT_HEADERS=folder -P catches.cmake
#
# Tests the test: each of these trees has one file, and check.cmake must refuse or allow it.
cmake_minimum_required(VERSION 3.22)

set(refused
    "db/domain/price.h|\"db/connection.h\""
    "db/domain/price.cpp|<QSqlQuery>"
    "db/domain/price.cpp|<QColor>"
    "db/quotes/store.cpp|\"migrations/runner.h\""
    "db/quotes/store.cpp|\"app/settings.h\""
    "db/quotes/store.cpp|<QNetworkAccessManager>"
    "db/quotes/store.cpp|<unistd.h>"
    "db/quotes/store.cpp|\"tests/support/sessionbus.h\""
    "migrations/runner.cpp|\"models/quotes/boardmodel.h\""
    "migrations/runner.cpp|<QWidget>"
    "models/quotes/boardmodel.h|\"views/quotes/pricespanel.h\""
    "models/quotes/boardmodel.cpp|<QSqlDatabase>"
    "models/quotes/boardmodel.cpp|<QtWidgets/QLabel>"
    "models/quotes/boardmodel.cpp|<qlabel.h>"
    "views/quotes/pricespanel.cpp|\"app/collector/collector.h\""
    "views/quotes/pricespanel.cpp|<QSqlQuery>"
    "views/quotes/pricespanel.cpp|<QNetworkReply>"
    "views/quotes/pricespanel.cpp|<sys/stat.h>"
    "app/collector/collector.cpp|\"models/quotes/boardmodel.h\""
    "app/collector/collector.cpp|\"views/quotes/pricespanel.h\""
    "app/collector/collector.cpp|\"app/desktop/tray.h\""
    "app/collector/collector.cpp|<QApplication>"
    "app/cli/main.cpp|\"app/compositionroot.h\""
    "app/cli/collect.cpp|<QIcon>"
    "app/cli/collect.cpp|<fcntl.h>"
    "app/settings.h|<QWidget>")
set(allowed
    "db/domain/price.h|\"db/domain/result.h\""
    "db/quotes/store.cpp|<QSqlQuery>"
    "migrations/runner.cpp|\"db/connection.h\""
    "models/quotes/boardmodel.cpp|\"db/domain/board.h\""
    "views/theme/theme.cpp|<QDBusConnection>"
    "views/quotes/pricespanel.cpp|<QChartView>"
    "app/terminationsignals.cpp|<sys/socket.h>"
    "app/collector/collector.cpp|<QNetworkReply>"
    "app/compositionroot.cpp|\"views/shell/mainwindow.h\""
    "app/desktop/traywindow.cpp|<xcb/xcb.h>")

set(failures "")
foreach(expectation refused allowed)
    foreach(case IN LISTS ${expectation})
        string(REPLACE "|" ";" case "${case}")
        list(GET case 0 file)
        list(GET case 1 header)
        file(REMOVE_RECURSE ${WORK})
        file(WRITE ${WORK}/${file} "// one include\n#include ${header} // why\n")
        execute_process(
            COMMAND ${CMAKE_COMMAND} -D ROOT=${WORK} -D QT_HEADERS=${QT_HEADERS}
                -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake
            RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
        string(REGEX REPLACE "[<>\"]" "" name "${header}")
        if(expectation STREQUAL "refused")
            if(result EQUAL 0)
                string(APPEND failures "${file} may include ${header}, and must not\n")
            elseif(NOT said MATCHES "${file}" OR NOT said MATCHES "${name}")
                string(APPEND failures "${file} with ${header} is refused without its name\n")
            endif()
        elseif(NOT result EQUAL 0)
            string(APPEND failures "${file} must not include ${header}, and may\n")
        endif()
    endforeach()
endforeach()
file(REMOVE_RECURSE ${WORK})
if(failures)
    message(FATAL_ERROR "${failures}")
endif()
list(LENGTH refused wrong)
list(LENGTH allowed right)
message(STATUS "${wrong} wrong includes are refused, ${right} right ones are not")
