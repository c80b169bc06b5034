package dev.nightshift.statemachine.execution;

import dev.nightshift.statemachine.definition.Definition;
import dev.nightshift.statemachine.definition.DefinitionException;
import dev.nightshift.statemachine.execution.RequestException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state machines of an engine. */
public final class Machines {
    /** Anything but spaces, brackets, wildcards, the signs of ARNs and URLs, and controls. */
    private static final Pattern NAME =
            Pattern.compile(
                    "[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cc}\\p{Cs}\\x{FFFE}\\x{FFFF}\\x{10FFFF}]{1,"
                            + Limits.NAME
                            + "}",
                    Pattern.UNICODE_CHARACTER_CLASS);

    /** How a page's token begins; the last machine's name follows. */
    private static final String AFTER = "after:";

    private final Runner runner;

    public Machines(Runner runner) {
        this.runner = runner;
    }

    /**
     * Makes a machine; the same name and definition once more changes nothing, the role neither.
     *
     * @throws DefinitionException when the definition is not understood
     */
    public Machine create(String name, String definition, String roleArn) {
        checkName(name);
        Definition parsed = Definition.parse(definition);
        return runner.transact(
                interpreter -> {
                    Transition tx = interpreter.tx;
                    String hash = tx.definitions().put(definition, parsed);
                    Machine old = tx.store().machines.get(name);
                    if (old != null) {
                        refuseIfDeleting(old);
                    }
                    if (old != null && old.definition().equals(hash)) {
                        return old;
                    }
                    if (old != null) {
                        throw new RequestException(
                                Reason.STATE_MACHINE_ALREADY_EXISTS,
                                "State Machine Already Exists: '" + old.arn() + "'");
                    }
                    Machine machine =
                            new Machine(
                                    tx.names().machine(name),
                                    name,
                                    hash,
                                    roleArn,
                                    tx.now(),
                                    tx.now(),
                                    UUID.randomUUID().toString(),
                                    false);
                    tx.store().machines.put(name, machine);
                    return machine;
                });
    }

    /**
     * Changes a machine for the executions to come; those that run keep the definition they began
     * with.
     *
     * @param definition null: as it is
     * @param roleArn null: as it is
     */
    public Machine update(String arn, @Nullable String definition, @Nullable String roleArn) {
        Definition parsed = definition == null ? null : Definition.parse(definition);
        return runner.transact(
                interpreter -> {
                    Transition tx = interpreter.tx;
                    Machine old = active(tx, arn);
                    String hash =
                            definition == null || parsed == null
                                    ? old.definition()
                                    : tx.definitions().put(definition, parsed);
                    Machine machine =
                            new Machine(
                                    old.arn(),
                                    old.name(),
                                    hash,
                                    roleArn == null ? old.roleArn() : roleArn,
                                    old.createdAt(),
                                    tx.now(),
                                    UUID.randomUUID().toString(),
                                    false);
                    tx.store().machines.put(old.name(), machine);
                    return machine;
                });
    }

    public Machine describe(String arn) {
        return runner.transact(interpreter -> get(interpreter.tx, arn));
    }

    /**
     * The text of a definition.
     *
     * @param hash as in {@link Machine} and {@link Execution}
     */
    public String definition(String hash) {
        return runner.transact(interpreter -> interpreter.tx.definitions().text(hash));
    }

    /** A page of the machines, by name. */
    public Page<Machine> list(int max, @Nullable String next) {
        if (next != null && !next.startsWith(AFTER)) {
            throw new RequestException(Reason.INVALID_TOKEN, "Invalid Token: 'Invalid token'");
        }
        String after = next == null ? "" : next.substring(AFTER.length());
        return runner.transact(
                interpreter -> {
                    List<Machine> found = new ArrayList<>();
                    for (Machine machine : interpreter.tx.store().machines.all()) {
                        if (machine.name().compareTo(after) > 0) {
                            if (found.size() == max) {
                                return new Page<>(found, AFTER + found.getLast().name());
                            }
                            found.add(machine);
                        }
                    }
                    return new Page<>(found, null);
                });
    }

    /**
     * Removes a machine, if it is there, once none of its executions runs. They can still be
     * described.
     */
    public void delete(String arn) {
        runner.transact(
                interpreter -> {
                    Transition tx = interpreter.tx;
                    Machine machine = find(tx, arn);
                    if (machine != null) {
                        tx.store().machines.put(machine.name(), machine.beingDeleted());
                        interpreter.executions.finishDeleting(machine.arn());
                    }
                    return arn;
                });
    }

    private static @Nullable Machine find(Transition tx, String arn) {
        Machine machine = tx.store().machines.get(Names.machineName(arn));
        return machine != null && machine.arn().equals(arn) ? machine : null;
    }

    /** The machine, which is not being deleted. */
    static Machine active(Transition tx, String arn) {
        Machine machine = get(tx, arn);
        refuseIfDeleting(machine);
        return machine;
    }

    private static void refuseIfDeleting(Machine machine) {
        if (machine.deleting()) {
            throw new RequestException(
                    Reason.STATE_MACHINE_DELETING,
                    "State Machine is being deleted: '" + machine.arn() + "'");
        }
    }

    private static Machine get(Transition tx, String arn) {
        Machine machine = find(tx, arn);
        if (machine == null) {
            throw new RequestException(
                    Reason.STATE_MACHINE_DOES_NOT_EXIST,
                    "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RequestException(Reason.INVALID_NAME, "Invalid Name: '" + name + "'");
        }
    }
}
