package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {
    @ParameterizedTest
    @CsvSource({
        "1h, 3600",
        "30m, 1800",
        "90s, 90",
        "1h30m, 5400",
        "2d, 172800",
        "01:30:00, 5400",
        "30:00, 1800",
        "1-00:00:01, 86401"
    })
    void timesHaveUnitsOrColons(String text, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), TimeLimit.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "90", "1x", "-1h", "1 h", "h", "1:2", "UNLIMITED", "99999999999999h"})
    void anythingElseIsRefusedWithExamples(String text) {
        InputException refused = assertThrows(InputException.class, () -> TimeLimit.parse(text));
        assertTrue(refused.getMessage().contains("1h, 30m, 90s")
                && refused.getMessage().endsWith("\"" + text + "\""));
    }

    @Test
    void slurmTellsTheEndOfAJobInTheEnvironment() {
        long end = System.currentTimeMillis() / 1000 + 1000;
        Duration left = TimeLimit.leftOfSlurmJob(Map.of("SLURM_JOB_ID", "1", "SLURM_JOB_END_TIME", "" + end))
                .orElseThrow();
        assertTrue(left.toSeconds() >= 990 && left.toSeconds() <= 1000, left.toString());
        assertEquals(Optional.empty(), TimeLimit.leftOfSlurmJob(Map.of()));
        assertEquals(Optional.empty(), TimeLimit.leftOfSlurmJob(Map.of("SLURM_JOB_ID", "nonsense")));
    }
}
