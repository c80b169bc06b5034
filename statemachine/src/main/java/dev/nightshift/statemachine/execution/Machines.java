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
    private static final Pattern NAME = Pattern.compile("[\\w+!@.()=~'-]{1," + Limits.NAME + "}");

    private final Runner runner;

    public Machines(Runner runner) {
        this.runner = runner;
    }

    /**
     * Makes a machine; the same once more changes nothing.
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
                                    UUID.randomUUID().toString());
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
                    Machine old = get(tx, arn);
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
                                    UUID.randomUUID().toString());
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

    /** Every machine, by name. */
    public List<Machine> list() {
        return runner.transact(
                interpreter -> {
                    List<Machine> all = new ArrayList<>();
                    interpreter.tx.store().machines.all().forEach(all::add);
                    return all;
                });
    }

    /** Removes a machine, if it is there. Its executions run on, and can still be described. */
    public void delete(String arn) {
        runner.transact(
                interpreter -> {
                    interpreter.tx.store().machines.remove(Names.machineName(arn));
                    return arn;
                });
    }

    static Machine get(Transition tx, String arn) {
        Machine machine = tx.store().machines.get(Names.machineName(arn));
        if (machine == null || !machine.arn().equals(arn)) {
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
