// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/connections/passworddialog.h"

#include "views/theme/textlabel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

TextLabel *wrapped(TextSize size, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel{size, text, parent};
    label->setWordWrap(true);
    return label;
}

} // namespace

PasswordDialog::PasswordDialog(const Theme &theme, const QString &connection,
                               const QString &location, const QString &problem, QWidget *parent)
    : QDialog{parent}
    , m_password{new QLineEdit{this}}
    , m_remember{new QCheckBox{tr("&Remember in the keychain"), this}}
{
    setObjectName(u"passwordDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Password of %1").arg(connection));
    m_password->setObjectName(u"passwordEdit"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(wrapped(TextSize::Section, windowTitle(), this));
    if (!problem.isEmpty()) {
        auto *why = wrapped(TextSize::Body, problem, this);
        why->setObjectName(u"passwordProblem"_s);
        why->setMeaning(theme, Meaning::Danger);
        rows->addWidget(why);
    }
    auto *label = wrapped(TextSize::Body, tr("The server asks for it: %1").arg(location), this);
    label->setBuddy(m_password);
    m_password->setAccessibleName(windowTitle());
    rows->addWidget(label);
    rows->addWidget(m_password);
    m_remember->setObjectName(u"rememberCheck"_s);
    rows->addWidget(m_remember);
    auto *note = wrapped(TextSize::Secondary,
                         tr("Without that it is kept in memory until Tidemark ends. Neither way "
                            "is it written to a file of Tidemark's."),
                         this);
    note->setQuiet(true);
    rows->addWidget(note);
    rows->addStretch(1);

    auto *open = new QPushButton{tr("Open"), this};
    open->setObjectName(u"openButton"_s);
    open->setDefault(true);
    open->setEnabled(false);
    open->setToolTip(tr("Type the password first"));
    connect(m_password, &QLineEdit::textChanged, open, [open](const QString &text) {
        open->setEnabled(!text.isEmpty());
        open->setToolTip(text.isEmpty() ? tr("Type the password first") : QString{});
    });
    connect(open, &QPushButton::clicked, this, [this] {
        emit entered(m_password->text(), m_remember->isChecked());
        accept();
    });
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setObjectName(u"cancelButton"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(open);
    rows->addLayout(buttons);
    resize(grown(440), sizeHint().height());
}
