package dev.stacyvm.lint;

import dev.stacyvm.report.Status;

/** A row, what makes it appear or turn, and what it then is in each mode. */
record Case(String name, String changes, Status normal, Status production, String message) {}
