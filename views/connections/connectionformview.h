// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connections/connectionform.h"
#include "models/connections/connectionrow.h"
#include "views/theme/theme.h"

#include <QFrame>
#include <QLocale>

#include <optional>

class FactList;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;
class TextLabel;

// One connection to look at and change. A typed password is in its field and nowhere else, and goes
// with the next connection that is shown. GUI thread.
class ConnectionFormView final : public QFrame
{
    Q_OBJECT

public:
    ConnectionFormView(QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    // Another connection. hasPassword: one is kept. isCurrent: it is in use and cannot be removed.
    void showForm(const ConnectionForm &form, bool hasPassword, bool isCurrent);
    // Changes to it that were not saved yet.
    void showDraft(const ConnectionForm &draft);
    // News about the connection that is shown; what the person changed stays.
    void refresh(const ConnectionForm &form, bool hasPassword, bool isCurrent);
    // What is known about it as it was saved, and the sentence why it cannot be reached.
    void setFacts(const QList<QPair<QString, QString>> &facts, const QString &problem);
    // What stands here was saved under that id; the password's field is emptied.
    void acceptSaved(const QString &id);
    [[nodiscard]] ConnectionForm form() const;
    // The person changed something since it was shown.
    [[nodiscard]] bool isChanged() const { return m_isChanged; }

    // Asks for it to be saved. False, with the reason below a field: it cannot be as it is.
    bool save();
    void setTesting(bool isTesting);
    void showTest(const ConnectionTest &test);
    // A sentence about why it was not saved; empty: nothing is wrong.
    void setProblem(const QString &problem);
    void takeFocus();

signals:
    void testRequested(const ConnectionForm &form);
    void saveRequested(const ConnectionForm &form);
    void removeRequested(const QString &id);
    void discarded(); // the changes are not wanted any more

private:
    // A field with its label, and what is wrong with it below.
    struct Field {
        QWidget *row = nullptr;
        QWidget *edit = nullptr;
        TextLabel *error = nullptr;
    };

    void makeFields();
    void makeServerFields();
    void makeColours();
    [[nodiscard]] QWidget *makeResult();
    [[nodiscard]] QWidget *makeButtons();
    [[nodiscard]] QLineEdit *makeLine(const QString &name);
    [[nodiscard]] Field addField(const QString &label, QWidget *edit, QWidget *beside = nullptr);
    [[nodiscard]] QPushButton *makeBrowse(QLineEdit &into, const QString &title,
                                          const QString &name);
    void fill(const ConnectionForm &form);
    void hideErrors();
    void showEngine();
    void showAsking();
    void showButtons();
    void showProblem();
    void showResult(const QString &icon, Meaning meaning, const QString &text);
    void change();
    // False, with the reason below the first wrong field, when it cannot be used as it is.
    [[nodiscard]] bool check();

    QLocale m_locale;
    const Theme &m_theme;
    QString m_id;
    bool m_isCurrent = false;
    bool m_hasPassword = false; // one is known
    bool m_isChanged = false;
    bool m_isShowing = false; // fields are being filled, by nobody's hand
    bool m_isTesting = false;
    QString m_testDetails;
    QFormLayout *m_fields = nullptr;
    TextLabel *m_title = nullptr;
    FactList *m_facts = nullptr;
    TextLabel *m_problem = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_engine = nullptr;
    QLineEdit *m_path = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_databaseName = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QComboBox *m_tls = nullptr;
    QLineEdit *m_certificate = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QCheckBox *m_asksToWrite = nullptr;
    QComboBox *m_colour = nullptr;
    Field m_nameField;
    Field m_pathField;
    Field m_hostField;
    Field m_databaseField;
    QList<Field> m_serverFields;
    Field m_certificateField;
    QLabel *m_resultIcon = nullptr;
    TextLabel *m_result = nullptr;
    QPushButton *m_copyDetails = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_save = nullptr;
};
