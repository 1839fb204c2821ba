package dev.stacyvm.token;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * {@link VerifierAnswersTest} with inputs that Jazzer makes, until {@code scripts/fuzz} ends it. Its name keeps it out of an
 * ordinary run, whose classes it would instrument.
 */
class VerifierFuzz {
    @FuzzTest(maxDuration = "")
    void answersWhateverComesAndTakesNothingForged(byte[] input) {
        VerifierAnswersTest.judge(input);
    }
}
