# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D ROOT=folder -D QT_HEADERS=folder -P check.cmake
#
# Fails, naming each file and line, when a file includes what stands above its folder, a Qt module
# that its folder does not use, or Linux outside the places that may know it. The link line cannot
# see an include of a header alone.
cmake_minimum_required(VERSION 3.22)

# A layer: which files, which of our folders they may include, which Qt modules. The first
# expression that matches a file decides.
set(layers domain db migrations models views desktop services)
set(domain_files "^db/domain/")
set(domain_includes "^db/domain/")
set(domain_qt QtCore)
set(db_files "^db/")
set(db_includes "^db/")
set(db_qt QtCore QtSql)
set(migrations_files "^migrations/")
set(migrations_includes "^(db|migrations)/")
set(migrations_qt QtCore QtSql)
set(models_files "^models/")
set(models_includes "^(db|migrations|models)/")
set(models_qt QtCore QtGui)
set(views_files "^views/")
set(views_includes "^(db|migrations|models|views)/")
set(views_qt QtCore QtGui QtWidgets QtCharts QtSvg QtSvgWidgets QtDBus)
# The desktop program: its folder, the composition root and the wiring beside it.
set(desktop_files "^app/(desktop/|(tidemark_)?main\\.cpp$|compositionroot|wire)")
set(desktop_includes "^(db|migrations|models|views|app)/")
set(desktop_qt QtCore QtGui QtWidgets QtCharts QtSvg QtDBus QtNetwork QtSql)
# Everything else in app: services, which tidemarkctl runs where there is no display.
set(services_files "^app/")
set(services_includes "^(db|migrations|app)/")
set(services_excludes "^app/(desktop/|compositionroot|wire)")
set(services_qt QtCore QtNetwork QtSql QtDBus)

# Linux and X11 stand in app/desktop. Beyond it, each file with its reason:
set(linux "^(unistd|fcntl|poll|pwd|dlfcn)\\.h$|^(sys|linux|xcb|X11|arpa|netinet)/")
set(linux_files "^app/desktop/")
# libpq leaves waiting for its socket to the caller.
string(APPEND linux_files "|^db/postgresql/postgresqlconnection\\.cpp$")
# A backup is there after a power cut, too, and Qt flushes no folder.
string(APPEND linux_files "|^migrations/backups/durablefile\\.cpp$")
# So is a report, and a killed one leaves nothing beside it: Qt names no file only when it is whole.
string(APPEND linux_files "|^app/reports/reportfile\\.cpp$")
# A lock must end with its process, however that ends, and QLockFile only guesses.
string(APPEND linux_files "|^db/filelock\\.cpp$")
# To look into a database that is open here would take its locks away: only its number tells which it is.
string(APPEND linux_files "|^db/sqlite/databasefile\\.cpp$")
# A terminal hides a secret only for who asks it.
string(APPEND linux_files "|^app/cli/hiddenprompt\\.cpp$")
# Who is asked may press Ctrl+C instead, which a read that waits would not notice.
string(APPEND linux_files "|^app/cli/confirmation\\.cpp$")
# A nonce is on the disk before its request leaves, and one sequence serves all processes.
string(APPEND linux_files "|^app/portfolio/noncefile\\.cpp$")
# SIGTERM must end the service in time, and Qt has no signals of that kind.
string(APPEND linux_files "|^app/[a-z]*signal[a-z]*\\.cpp$")

set(failures "")

function(report file line what)
    string(APPEND failures "${file}:${line}: ${what}\n")
    set(failures "${failures}" PARENT_SCOPE)
endfunction()

# Which module a header such as QLabel or qlabel.h is part of: qtModuleOf_<header>.
foreach(layer IN LISTS layers)
    list(APPEND modules ${${layer}_qt})
endforeach()
list(APPEND modules QtHttpServer QtTest QtPrintSupport QtOpenGL QtConcurrent QtXml)
list(REMOVE_DUPLICATES modules)
foreach(module IN LISTS modules)
    file(GLOB headers RELATIVE ${QT_HEADERS}/${module} ${QT_HEADERS}/${module}/*)
    foreach(header IN LISTS headers)
        set("qtModuleOf_${header}" ${module})
    endforeach()
endforeach()
if(NOT qtModuleOf_QLabel STREQUAL "QtWidgets" OR NOT qtModuleOf_QSqlQuery STREQUAL "QtSql")
    message(FATAL_ERROR "Qt's headers are not in ${QT_HEADERS}, so nothing can be checked")
endif()

set(count 0)
foreach(folder db migrations models views app)
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
    foreach(file IN LISTS files)
        math(EXPR count "${count} + 1")
        foreach(candidate IN LISTS layers)
            if(file MATCHES "${${candidate}_files}")
                set(layer ${candidate})
                break()
            endif()
        endforeach()

        file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
        foreach(text IN LISTS lines)
            string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"].*$" "\\1" header
                "${text}")
            if(header MATCHES "^(app|db|migrations|models|tests|views)/")
                if(NOT header MATCHES "${${layer}_includes}")
                    report(${file} ${header} "stands above its layer (${layer})")
                elseif(layer STREQUAL "services" AND header MATCHES "${services_excludes}")
                    report(${file} ${header} "needs a display, and services have none")
                endif()
                continue()
            endif()

            set(module "")
            if(header MATCHES "^(Qt[A-Za-z]+)/")
                set(module ${CMAKE_MATCH_1})
            elseif(DEFINED "qtModuleOf_${header}")
                set(module ${qtModuleOf_${header}})
            endif()
            if(module AND NOT module IN_LIST ${layer}_qt)
                report(${file} ${header} "${module} is not for this layer (${layer})")
            endif()
            if(header MATCHES "${linux}" AND NOT file MATCHES "${linux_files}")
                report(${file} ${header} "knows Linux outside app/desktop")
            endif()
        endforeach()
    endforeach()
endforeach()

if(failures)
    message(FATAL_ERROR "Includes that point the wrong way:\n${failures}")
endif()
if(count EQUAL 0)
    message(FATAL_ERROR "There is no source file in ${ROOT}")
endif()
message(STATUS "${count} files include only what stands below them")
