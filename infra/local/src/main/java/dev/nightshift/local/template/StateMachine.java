package dev.nightshift.local.template;

/**
 * A state machine.
 *
 * @param definition its text in the States Language, every {@code ${substitution}} filled in
 */
public record StateMachine(String name, String arn, String definition) {}
