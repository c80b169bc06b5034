package dev.nightshift.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    @Test
    void admitsNoMoreRequestsThanItMay() throws InterruptedException {
        Admission admission = new Admission(2, 1 << 20);
        Admission.Ticket small = admission.ticket(10);

        assertThat(admission.enter(small)).isTrue();
        assertThat(admission.enter(small)).isTrue();
        assertThat(admission.enter(small)).isFalse();

        admission.leave(small);
        assertThat(admission.enter(small)).isTrue();
    }

    @Test
    void admitsNoMoreBytesThanItMay() throws InterruptedException {
        Admission admission = new Admission(2, 1 << 20);
        Admission.Ticket half = admission.ticket(1 << 19);

        assertThat(admission.enter(half)).isTrue();
        assertThat(admission.enter(half)).isFalse();
        assertThat(admission.enter(half)).as("takes no place").isFalse();
        assertThat(admission.enter(admission.ticket(1000))).as("a small one fits").isTrue();
    }

    @Test
    void admitsARequestLargerThanAllAlone() throws InterruptedException {
        Admission admission = new Admission(100, 1 << 20);
        Admission.Ticket huge = admission.ticket(Integer.MAX_VALUE);

        assertThat(admission.enter(huge)).isTrue();
        assertThat(admission.enter(admission.ticket(1))).isFalse();

        admission.leave(huge);
        assertThat(admission.enter(admission.ticket(1))).isTrue();
    }
}
