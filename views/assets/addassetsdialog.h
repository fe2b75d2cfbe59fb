// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/foundassetmodel.h"

#include <QDialog>

class DataTable;
class FieldError;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTabWidget;
class QVBoxLayout;
class TextLabel;
class Theme;

// Adds assets: by their symbols, from a search, or from the list of an exchange; several at once,
// and what was chosen in one place stays chosen while another is looked at. Deletes itself. GUI
// thread.
class AddAssetsDialog final : public QDialog
{
    Q_OBJECT

public:
    // known: symbols that are registered already.
    AddAssetsDialog(const Theme &theme, const QStringList &known, QWidget *parent = nullptr);

public slots:
    // Answer the last question; without one they are ignored.
    void setFound(const QList<FoundAsset> &found);
    void setFindFailed(const QString &sentence);

signals:
    void searchRequested(const QString &text);
    void exchangeListRequested(const QString &exchange);
    void addRequested(const QList<FoundAsset> &assets);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Question { None, Search, List };

    [[nodiscard]] QWidget *makeBySymbol(const Theme &theme);
    [[nodiscard]] QWidget *makeSearch(const Theme &theme);
    [[nodiscard]] QWidget *makeList(const Theme &theme);
    [[nodiscard]] DataTable *makeTable(FoundAssetModel &model, const Theme &theme,
                                       const QString &name, const QString &title);
    void ask(Question question);
    void turnBoxes(DataTable &table);
    void update();
    [[nodiscard]] QStringList typed() const;
    [[nodiscard]] QList<FoundAsset> chosen() const;

    const QStringList m_known;
    FoundAssetModel m_hits;
    FoundAssetModel m_listed;
    Question m_question = Question::None;
    QTabWidget *m_ways = nullptr;
    QLineEdit *m_symbols = nullptr;
    FieldError *m_symbolError = nullptr;
    QLineEdit *m_text = nullptr;
    QPushButton *m_search = nullptr;
    TextLabel *m_searchState = nullptr;
    FieldError *m_searchError = nullptr;
    QComboBox *m_exchange = nullptr;
    QPushButton *m_showList = nullptr;
    QLineEdit *m_listFilter = nullptr;
    TextLabel *m_listState = nullptr;
    FieldError *m_listError = nullptr;
    TextLabel *m_chosenText = nullptr;
    QPushButton *m_add = nullptr;
};
