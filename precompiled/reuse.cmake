# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every target of ours that is compiled with tidemark_options reuses one precompiled header. Its
# flags and theirs must not differ in anything that those headers look at; -Winvalid-pch says so.
add_library(tidemark_precompiled OBJECT ${CMAKE_CURRENT_LIST_DIR}/headers.cpp)
target_include_directories(tidemark_precompiled PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(tidemark_precompiled PRIVATE Qt6::Core tl::expected tidemark_options)
target_precompile_headers(tidemark_precompiled PRIVATE ${CMAKE_CURRENT_LIST_DIR}/headers.h)

include(${CMAKE_CURRENT_LIST_DIR}/together.cmake)

function(tidemark_reuse_in folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        get_target_property(linked ${target} LINK_LIBRARIES)
        if(type MATCHES "EXECUTABLE|STATIC_LIBRARY" AND "tidemark_options" IN_LIST linked)
            target_precompile_headers(${target} REUSE_FROM tidemark_precompiled)
            if(type STREQUAL "STATIC_LIBRARY")
                tidemark_compile_together(${target})
            endif()
        endif()
    endforeach()
    get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(below IN LISTS folders)
        tidemark_reuse_in(${below})
    endforeach()
endfunction()

tidemark_reuse_in(${PROJECT_SOURCE_DIR})
