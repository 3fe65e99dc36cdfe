"""The questions of the open reading: their states, their order, what bears on them."""

from closereader.gui.questions.pane import QuestionsPane

__all__ = ["QuestionsPane"]
