// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class Theme;

// Name, version and licence. GUI thread.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    AboutDialog(const Theme &theme, QWidget *parent);
};
