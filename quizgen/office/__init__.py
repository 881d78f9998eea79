"""Questions as files of office programs and games: Word, spreadsheets, Kahoot, H5P, Quizlet."""
