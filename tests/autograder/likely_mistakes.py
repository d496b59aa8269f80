"""What learners type first and get wrong: for each exercise, the body of the function and the name
of the misconception that has to be recognised. An empty name: Python stops it, and the message
must hold advice.
"""

LIKELY = {
    # ------------------------------------------------------------------ chapter 0
    "double": [
        ("two_added", "return x + 2"),
        ("squared", "return x ** 2"),
        ("unchanged", "2 * x; return x"),
        ("halved", "return x / 2"),
    ],
    "column_sums": [
        ("rows_added", "return x.sum(axis=1)"),
        ("everything_added", "return np.sum(x)"),
        ("axis_kept", "return x.sum(axis=0, keepdims=True)"),
        ("first_column_only", "for j in range(x.shape[1]): return x[:, j].sum()"),
        ("running_sums", "return np.cumsum(x, axis=0)"),
    ],
    # ------------------------------------------------------------------ chapter 1
    "build_vocabulary": [
        (
            "ties_left_as_they_came",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=counts.get, reverse=True)
            if size: words = words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "specials_not_counted",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))[:size]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "alphabet_only",
            """
            words = sorted({w for s in sentences for w in s})
            words = words if size is None else words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "once_per_sentence",
            """
            counts = {}
            for s in sentences:
                for w in set(s): counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))
            if size is not None: words = words[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
        (
            "",
            """
            counts = {}
            for s in sentences:
                for w in s: counts[w] = counts.get(w, 0) + 1
            words = sorted(counts, key=lambda w: (-counts[w], w))[:size - 2]
            return {w: i for i, w in enumerate(["<EOS>", "<UNK>"] + words)}""",
        ),
    ],
    "encode": [
        ("eos_forgotten", "return [vocabulary.get(w, 1) for w in tokens]"),
        (
            "unknown_words_dropped",
            """
            return [vocabulary[w] for w in tokens if w in vocabulary] + [0]""",
        ),
        ("unknown_as_text", "return [vocabulary.get(w, '<UNK>') for w in tokens] + [0]"),
        ("", "return [vocabulary[w] for w in tokens] + [vocabulary['<EOS>']]"),
        ("unknown_at_the_end", "return [vocabulary.get(w, 1) for w in tokens] + [1]"),
        ("unknown_is_zero", "return [vocabulary.get(w, 0) for w in tokens] + [0]"),
    ],
    "decode": [
        ("eos_not_heeded", "return [{i: w for w, i in vocabulary.items()}[i] for i in indices]"),
        (
            "eos_kept",
            """
            words, out = list(vocabulary), []
            for i in indices:
                out.append(words[i])
                if i == 0: break
            return out""",
        ),
        (
            "eos_skipped_only",
            """
            words = list(vocabulary)
            return [words[i] for i in indices if i != 0]""",
        ),
        (
            "indices_kept",
            """
            out = []
            for i in indices:
                if i == 0: break
                out.append(i)
            return out""",
        ),
        (
            "stopped_at_unknown",
            """
            words, out = list(vocabulary), []
            for i in indices:
                if i <= 1: break
                out.append(words[i])
            return out""",
        ),
    ],
    "one_hot": [
        ("words_as_rows", "return np.eye(n)[indices]"),
        ("batch_turned_round", "return np.eye(n)[indices].T"),
        ("reshaped_to_fit", "return np.eye(n)[indices].reshape(n, *indices.shape)"),
        ("whole_rows_set", "x = np.zeros((n, *indices.shape)); x[indices] = 1; return x"),
    ],
    "pad_and_mask": [
        (
            "mask_from_the_zeros",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, (out != 0).astype(int)""",
        ),
        (
            "given_length_ignored",
            """
            T = max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.array([[1] * len(s) + [0] * (T - len(s)) for s in sequences])""",
        ),
        (
            "mask_all_ones",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.ones_like(out)""",
        ),
        (
            "padded_in_front",
            """
            T = T or max(map(len, sequences))
            out = np.array([[0] * (T - len(s)) + list(s) for s in sequences])
            return out, np.array([[0] * (T - len(s)) + [1] * len(s) for s in sequences])""",
        ),
        (
            "mask_inverted",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.array([[0] * len(s) + [1] * (T - len(s)) for s in sequences])""",
        ),
    ],
    "task_type": [],  # see below: every wrong type of every application
    "stack_parameters": [
        ("input_weights_first", "return np.hstack([Wax, Waa])"),
        ("flattened", "return np.append(Waa, Wax)"),
        ("", "return np.concatenate([Waa, Wax])"),
        ("multiplied", "return Waa @ Wax"),
    ],
    "stack_inputs": [
        ("input_on_top", "return np.vstack([xt, a_prev])"),
        ("flattened", "return np.append(a_prev, xt)"),
        ("", "return np.concatenate([a_prev, xt], axis=1)"),
        ("side_by_side", "return np.concatenate([a_prev.T, xt.T], axis=1)"),
    ],
    "count_parameters": [
        ("arrays_counted", "return len(parameters)"),
        ("rows_counted", "return sum(len(p) for p in parameters.values())"),
        ("sides_added", "return sum(sum(p.shape) for p in parameters.values())"),
        ("entries_added", "return sum(p.sum() for p in parameters.values())"),
        ("sizes_not_added", "return [p.size for p in parameters.values()]"),
        (
            "last_array_only",
            """
            count = 0
            for p in parameters.values(): count = p.size
            return count""",
        ),
    ],
    "to_time_major": [
        ("reshaped", "return x.reshape(x.shape[::-1])"),
        ("batch_first", "return np.transpose(x, (1, 2, 0))"),
        ("features_in_the_middle", "return np.moveaxis(x, 2, 0)"),
        ("last_two_swapped", "return np.swapaxes(x, 1, 2)"),
        ("unchanged", "np.transpose(x, (2, 1, 0)); return x"),
    ],
    "from_time_major": [
        ("reshaped", "return x.reshape(x.shape[::-1])"),
        ("features_moved_only", "return np.moveaxis(x, -1, 0)"),
        ("time_moved_only", "return np.moveaxis(x, 0, -1)"),
        ("first_two_swapped", "return np.swapaxes(x, 0, 1)"),
    ],
    "bio_labels": [
        (
            "end_included",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B-" + k
                for t in range(s + 1, e + 1): out[t] = "I-" + k
            return out""",
        ),
        (
            "inside_without_beginning",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B-" + k
                for t in range(s, e): out[t] = "I-" + k
            return out""",
        ),
        (
            "kind_forgotten",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B"
                for t in range(s + 1, e): out[t] = "I"
            return out""",
        ),
        (
            "outside_is_zero",
            """
            out = ["0"] * len(tokens)
            for s, e, k in spans:
                out[s:e] = ["B-" + k] + ["I-" + k] * (e - s - 1)
            return out""",
        ),
        (
            "words_outside_left_out",
            """
            out = []
            for s, e, k in spans: out += ["B-" + k] + ["I-" + k] * (e - s - 1)
            return out""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 2
    "softmax": [
        ("sum_and_no_shift", "return np.exp(z) / np.exp(z).sum()"),
        ("no_axis_at_all", "e = np.exp(z - z.max()); return e / e.sum()"),
        ("not_shifted", "return np.exp(z) / np.exp(z).sum(axis=0)"),
        ("one_maximum_for_all", "e = np.exp(z - np.max(z)); return e / e.sum(axis=0)"),
        (
            "worked_along_rows",
            """
            e = np.exp(z - z.max(axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)""",
        ),
        ("exp_forgotten", "return z / z.sum(axis=0)"),
    ],
    "sigmoid": [
        ("overflows", "return 1 / (1 + np.exp(-z))"),
        ("sign_flipped", "return 1 / (1 + np.exp(z))"),
        (
            "both_branches_computed",
            "return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))",
        ),
        ("half_forgotten", "return (1 + np.tanh(z)) / 2"),
        ("one_form_for_all", "e = np.exp(-np.abs(z)); return e / (1 + e)"),
        ("tanh_instead", "return np.tanh(z)"),
    ],
    "rnn_cell_forward": [
        (
            "bias_outside_tanh",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev) + p["ba"]
            return a, softmax(p["Wya"] @ a + p["by"]), (a, a_prev, xt, p)""",
        ),
        (
            "prediction_from_old_state",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
            return a, softmax(p["Wya"] @ a_prev + p["by"]), (a, a_prev, xt, p)""",
        ),
        (
            "softmax_forgotten",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
            return a, p["Wya"] @ a + p["by"], (a, a_prev, xt, p)""",
        ),
        (
            "",
            """
            p = parameters; a = np.tanh(p["Wax"] * xt + p["Waa"] * a_prev + p["ba"])
            return a, softmax(p["Wya"] * a + p["by"]), (a, a_prev, xt, p)""",
        ),
    ],
    "rnn_forward": [
        (
            "state_not_carried",
            """
            A, Y, C = [], [], []
            for t in range(x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a0, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A, axis=2), np.stack(Y, axis=2), C""",
        ),
        (
            "time_axis_first",
            """
            A, Y, C, a = [], [], [], a0
            for t in range(x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A), np.stack(Y), C""",
        ),
        (
            "first_step_left_out",
            """
            T, C, a = x.shape[2], [], a0
            A = np.zeros((*a0.shape, T)); Y = np.zeros((parameters["by"].shape[0], a0.shape[1], T))
            for t in range(1, T):
                a, Y[:, :, t], c = rnn_cell_forward(x[:, :, t], a, parameters)
                A[:, :, t] = a; C.append(c)
            return A, Y, C""",
        ),
        (
            "last_step_left_out",
            """
            T, C, a = x.shape[2], [], a0
            A = np.zeros((*a0.shape, T)); Y = np.zeros((parameters["by"].shape[0], a0.shape[1], T))
            for t in range(T - 1):
                a, Y[:, :, t], c = rnn_cell_forward(x[:, :, t], a, parameters)
                A[:, :, t] = a; C.append(c)
            return A, Y, C""",
        ),
        (
            "first_input_skipped",
            """
            A, Y, C, a = [], [], [], a0
            for t in range(1, x.shape[2]):
                a, y, c = rnn_cell_forward(x[:, :, t], a, parameters)
                A.append(a); Y.append(y); C.append(c)
            return np.stack(A, axis=2), np.stack(Y, axis=2), C""",
        ),
    ],
    "many_to_one": [
        ("all_steps_returned", "return rnn_forward(x, a0, parameters)[1]"),
        ("state_returned", "return rnn_forward(x, a0, parameters)[0][:, :, -1]"),
        ("last_example_returned", "return rnn_forward(x, a0, parameters)[1][:, -1]"),
        ("last_class_returned", "return rnn_forward(x, a0, parameters)[1][-1]"),
        ("mean_over_time", "return rnn_forward(x, a0, parameters)[1].mean(axis=2)"),
        ("only_last_input_read", "return rnn_cell_forward(x[:, :, -1], a0, parameters)[1]"),
    ],
    "one_to_many": [
        (
            "state_not_carried",
            """
            Y, x = [], x1
            for t in range(T_y):
                a, x, _ = rnn_cell_forward(x, a0, parameters)
                Y.append(x)
            return np.stack(Y, axis=2)""",
        ),
        (
            "first_input_repeated",
            """
            Y, a = [], a0
            for t in range(T_y):
                a, y, _ = rnn_cell_forward(x1, a, parameters)
                Y.append(y)
            return np.stack(Y, axis=2)""",
        ),
        (
            "winner_fed_back",
            """
            Y, a, x = [], a0, x1
            for t in range(T_y):
                a, y, _ = rnn_cell_forward(x, a, parameters)
                Y.append(y); x = np.eye(len(y))[:, y.argmax(axis=0)]
            return np.stack(Y, axis=2)""",
        ),
        (
            "time_axis_first",
            """
            Y, a, x = [], a0, x1
            for t in range(T_y):
                a, x, _ = rnn_cell_forward(x, a, parameters); Y.append(x)
            return np.array(Y)""",
        ),
        (
            "one_prediction_too_few",
            """
            Y, a, x = [], a0, x1
            for t in range(1, T_y):
                a, x, _ = rnn_cell_forward(x, a, parameters); Y.append(x)
            return np.stack(Y, axis=2)""",
        ),
    ],
    "jordan_cell_forward": [
        (
            "output_weights_transposed_for_way",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Wya"].T @ y_prev + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
        (
            "previous_output_ignored",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
        (
            "softmax_forgotten",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Way"] @ y_prev + p["ba"])
            return a, p["Wya"] @ a + p["by"], (a, y_prev, xt, p)""",
        ),
        (
            "",
            """
            p = parameters; a = np.tanh(p["Wax"] @ xt + p["Waa"] @ y_prev + p["ba"])
            return a, softmax(p["Wya"] @ a + p["by"]), (a, y_prev, xt, p)""",
        ),
    ],
    "freeze_past_end": [
        ("one_step_too_long", "return np.where(t <= np.asarray(lengths), a_next, a_prev)"),
        ("the_wrong_way_round", "return np.where(t < np.asarray(lengths), a_prev, a_next)"),
        ("zeroed_past_end", "return a_next * (t < np.asarray(lengths))"),
        ("one_step_too_short", "return np.where(t < np.asarray(lengths) - 1, a_next, a_prev)"),
        ("nothing_frozen", "return a_next"),
    ],
    "sequence_cross_entropy": [
        (
            "logarithm_before_mask",
            "return -np.sum(np.log((y * y_pred).sum(axis=0)) * mask) / mask.sum()",
        ),
        (
            "divided_by_all_steps",
            """
            p = np.where(mask == 1, (y * y_pred).sum(axis=0), 1.0)
            return -np.mean(np.log(p))""",
        ),
        ("divided_by_every_entry", "return -np.mean(y * np.log(np.where(mask == 1, y_pred, 1.0)))"),
        (
            "divided_by_examples",
            """
            p = np.where(mask == 1, (y * y_pred).sum(axis=0), 1.0)
            return -np.sum(np.log(p)) / y.shape[1]""",
        ),
        ("mask_ignored", "return -np.mean(np.log((y * y_pred).sum(axis=0)))"),
        (
            "zero_for_padding",
            """
            p = (y * y_pred).sum(axis=0) * mask
            return -np.log(p).sum() / mask.sum()""",
        ),
        ("padding_added", "return -(np.log(y_pred + 1e-12) * y).sum() / mask.sum()"),
    ],
    "match_torch_rnn": [
        (
            "bias_counted_twice",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": b}
            return state, x.transpose(2, 1, 0), a0.T[None]""",
        ),
        (
            "reshaped_not_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.reshape(x.shape[::-1]), a0.T[None]""",
        ),
        (
            "initial_state_not_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.transpose(2, 1, 0), a0[None]""",
        ),
        (
            "input_weights_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"].T, "weight_hh_l0": parameters["Waa"].T,
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.transpose(2, 1, 0), a0.T[None]""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 3
    "softmax_cross_entropy_backward": [
        ("not_divided", "return (y_pred - y) * mask"),
        ("padding_kept", "return (y_pred - y) / mask.sum()"),
        ("sign_turned", "return (y - y_pred) * mask / mask.sum()"),
        ("divided_by_every_entry", "return (y_pred - y) * mask / y.size"),
        (
            "divided_by_the_length_of_each",
            """
            return (y_pred - y) * mask / mask.sum(axis=1, keepdims=True)""",
        ),
        ("divided_by_steps", "return (y_pred - y) * mask / mask.shape[1]"),
        ("slope_of_softmax_alone", "return y_pred * (1 - y_pred) * mask / mask.sum()"),
    ],
    "rnn_cell_backward": [
        (
            "tanh_taken_again",
            """
            a, ap, x, p = cache; dz = da_next * (1 - np.tanh(a) ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "new_state_for_old",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ a.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "recurrent_weight_not_transposed",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"] @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_left_alone",
            """
            a, ap, x, p = cache; dz = 1 - a ** 2
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "tanh_of_the_gradient",
            """
            a, ap, x, p = cache; dz = 1 - np.tanh(da_next) ** 2
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_plus",
            """
            a, ap, x, p = cache; dz = da_next * (1 + a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "bias_axis_lost",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1)}""",
        ),
        (
            "bias_summed_over_units",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=0, keepdims=True)}""",
        ),
    ],
    "rnn_backward": [
        (
            "right_forgotten",
            """
            T, s, dx, r = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t], caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "right_piled_up",
            """
            T, s, dx, r = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]
                r = r + g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "last_call_kept",
            """
            T, dx, r = len(caches), [None] * len(caches), 0
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]
                r = g["da_prev"]
            return {"dx": np.stack(dx, axis=2), "da0": r, **{k: g[k] for k in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "last_gradient_twice",
            """
            T, s, dx = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}, [None] * len(caches)
            r = da[:, :, -1]
            for t in reversed(range(T)):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": r, **s}""",
        ),
        (
            "last_step_left_out",
            """
            T, s = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}
            dx, r = np.zeros((caches[0][2].shape[0], *da.shape[1:])), 0
            for t in range(T - 2, -1, -1):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[:, :, t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": dx, "da0": r, **s}""",
        ),
        (
            "first_step_left_out",
            """
            T, s = len(caches), {"dWax": 0, "dWaa": 0, "dba": 0}
            dx, r = np.zeros((caches[0][2].shape[0], *da.shape[1:])), 0
            for t in range(T - 1, 0, -1):
                g = rnn_cell_backward(da[:, :, t] + r, caches[t]); dx[:, :, t] = g["dxt"]; r = g["da_prev"]
                for k in s: s[k] = s[k] + g[k]
            return {"dx": dx, "da0": r, **s}""",
        ),
    ],
    "gradient_check": [
        (
            "one_sided",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    m = th.copy(); m[i] += epsilon
                    n[i] = (loss({**parameters, k: m}) - loss(parameters)) / epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "divided_by_one_epsilon",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "all_entries_moved",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    n[i] = (loss({**parameters, k: th + epsilon}) - loss({**parameters, k: th - epsilon})) / (2 * epsilon)
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "brackets_forgotten",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / 2 * epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "entry_by_entry",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / (2 * epsilon)
                g = gradients["d" + k]
                out[k] = np.max(np.abs(g - n) / (np.abs(g) + np.abs(n)))
            return out""",
        ),
    ],
    "clip_by_value": [
        (
            "copy_not_returned",
            """
            for g in gradients.values(): np.clip(g, -limit, limit)
            return gradients""",
        ),
        ("only_above", "return {k: np.minimum(g, limit) for k, g in gradients.items()}"),
        ("cut_at_zero", "return {k: np.clip(g, 0, limit) for k, g in gradients.items()}"),
        ("cut_at_zero", "return {k: np.clip(g, 0, limit) for k, g in gradients.items()}"),
        (
            "shortened_as_a_whole",
            """
            return {k: g * min(1, limit / np.abs(g).max()) for k, g in gradients.items()}""",
        ),
    ],
    "clip_by_global_norm": [
        (
            "each_by_its_own_norm",
            """
            return {k: g * min(1, limit / np.linalg.norm(g)) for k, g in gradients.items()}""",
        ),
        (
            "always_rescaled",
            """
            n = np.sqrt(sum((g ** 2).sum() for g in gradients.values()))
            return {k: g * limit / n for k, g in gradients.items()}""",
        ),
        (
            "root_forgotten",
            """
            n = sum((g ** 2).sum() for g in gradients.values())
            return {k: g * min(1, limit / n) for k, g in gradients.items()}""",
        ),
        (
            "norms_added",
            """
            n = sum(np.linalg.norm(g) for g in gradients.values())
            return {k: g * min(1, limit / n) for k, g in gradients.items()}""",
        ),
        (
            "set_to_length_one",
            """
            n = np.sqrt(sum((g ** 2).sum() for g in gradients.values()))
            return {k: g / n for k, g in gradients.items()}""",
        ),
    ],
    "truncated_bptt": [
        ("nothing_cut", "return rnn_backward(da, caches)"),
        (
            "last_window_kept",
            """
            dx, first = [], None
            for s in range(0, len(caches), k):
                g = rnn_backward(da[:, :, s:s + k], caches[s:s + k]); dx.append(g["dx"])
                first = g["da0"] if first is None else first
            return {**g, "dx": np.concatenate(dx, axis=2), "da0": first}""",
        ),
        (
            "short_window_left_out",
            """
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in range(0, len(caches) - k + 1, k)]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[0]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "first_state_of_last_window",
            """
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in range(0, len(caches), k)]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[-1]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "windows_in_reverse_order",
            """
            T = len(caches)
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in reversed(range(0, T, k))]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[-1]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
    ],
    "gradient_norm_per_lag": [
        (
            "lag_zero_left_out",
            """
            out, d = [], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
        (
            "always_the_last_gradient",
            """
            out = [np.linalg.norm(da_last)]
            for c in reversed(caches): out.append(np.linalg.norm(rnn_cell_backward(da_last, c)["da_prev"]))
            return np.array(out)""",
        ),
        (
            "caches_from_the_left",
            """
            out, d = [np.linalg.norm(da_last)], da_last
            for c in caches:
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
        (
            "largest_entry",
            """
            out, d = [np.abs(da_last).max()], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.abs(d).max())
            return np.array(out)""",
        ),
        (
            "one_norm_for_each_example",
            """
            out, d = [np.linalg.norm(da_last, axis=0)], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d, axis=0))
            return np.array(out)""",
        ),
        (
            "last_gradient_added_again",
            """
            out, d = [np.linalg.norm(da_last)], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"] + da_last; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
    ],
    "rescale_spectral_radius": [
        ("largest_without_absolute_value", "return W * radius / np.linalg.eigvals(W).real.max()"),
        ("norm_of_all_entries", "return W * radius / np.linalg.norm(W)"),
        ("not_divided", "return radius * W"),
        ("smallest_eigenvalue", "return W * radius / np.abs(np.linalg.eigvals(W)).min()"),
        ("singular_value", "return W * radius / np.linalg.norm(W, 2)"),
    ],
    # ------------------------------------------------------------------ chapter 4
    "sentence_log_probability": [
        (
            "log_of_the_product",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.log(np.prod(np.where(mask == 1, p, 1), axis=1))""",
        ),
        (
            "padding_counted",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.log(p).sum(axis=1)""",
        ),
        (
            "sign_turned",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return -(np.log(p) * mask).sum(axis=1)""",
        ),
        (
            "added_over_examples",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return (np.log(p) * mask).sum(axis=0)""",
        ),
        (
            "mean_over_all_steps",
            """
            p = np.take_along_axis(y_pred, targets[None], axis=0)[0]
            return np.where(mask == 1, np.log(p), 0).mean(axis=1)""",
        ),
    ],
    "shift_targets": [
        ("not_shifted", "return np.eye(n)[targets].transpose(2, 0, 1)"),
        (
            "last_word_comes_first",
            "return np.eye(n)[np.roll(targets, 1, axis=1)].transpose(2, 0, 1)",
        ),
        (
            "first_input_is_word_zero",
            """
            t = np.zeros_like(targets); t[:, 1:] = targets[:, :-1]
            return np.eye(n)[t].transpose(2, 0, 1)""",
        ),
        (
            "words_last",
            """
            x = np.zeros((*targets.shape, n)); x[:, 1:] = np.eye(n)[targets[:, :-1]]
            return x""",
        ),
        (
            "first_step_emptied_only",
            """
            x = np.eye(n)[targets].transpose(2, 0, 1)
            x[:, :, 0] = 0
            return x""",
        ),
    ],
    "perplexity": [
        ("sign_forgotten", "return np.exp(np.sum(log_p) / np.sum(lengths))"),
        ("mean_of_sentences", "return np.exp(-np.mean(log_p / lengths))"),
        ("base_two_of_nats", "return 2 ** (-np.sum(log_p) / np.sum(lengths))"),
        ("per_sentence", "return np.exp(-np.mean(log_p))"),
        ("each_by_itself", "return np.exp(-log_p / lengths)"),
        ("not_divided", "return np.exp(-np.sum(log_p))"),
    ],
    "bits_per_character": [
        ("sign_forgotten", "return np.sum(log_p) / np.sum(lengths) / np.log(2)"),
        ("mean_of_names", "return -np.mean(log_p / lengths) / np.log(2)"),
        ("log_of_the_loss", "return np.log2(-np.sum(log_p) / np.sum(lengths))"),
        ("each_by_itself", "return -log_p / lengths / np.log(2)"),
        ("not_divided", "return -np.sum(log_p) / np.log(2)"),
    ],
    "bigram_baseline": [
        (
            "rows_normalised",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=1, keepdims=True)""",
        ),
        (
            "repeats_lost",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            c[targets[mask == 1], b[mask == 1]] += 1
            return c / c.sum(axis=0)""",
        ),
        (
            "padding_counted",
            """
            c = np.ones((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets, b), 1)
            return c / c.sum(axis=0)""",
        ),
        (
            "zero_for_eos",
            """
            c = np.ones((n, n)); b = np.zeros_like(targets); b[:, 1:] = targets[:, :-1]
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=0)""",
        ),
        (
            "smoothing_forgotten",
            """
            c = np.zeros((n, n)); b = np.concatenate([np.full((len(targets), 1), eos), targets[:, :-1]], axis=1)
            np.add.at(c, (targets[mask == 1], b[mask == 1]), 1)
            return c / c.sum(axis=0)""",
        ),
    ],
    "train_step": [
        (
            "uphill",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v + rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "more_than_the_parameters_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm(g, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "output_layer_not_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g = clip_by_global_norm({k: g[k] for k in ("dWax", "dWaa", "dba")}, limit)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "not_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "last_unit_returned",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[-1]""",
        ),
    ],
    "sample": [
        (
            "argmax",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a, parameters)
                i = int(p.argmax()); out.append(i)
                if i == eos: break
                x = np.eye(n)[:, [i]]
            return out""",
        ),
        (
            "end_left_out",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a, parameters)
                i = int(rng.choice(n, p=p[:, 0]))
                if i == eos: break
                out.append(i); x = np.eye(n)[:, [i]]
            return out""",
        ),
        (
            "belief_fed_back",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, x, _ = rnn_cell_forward(x, a, parameters)
                i = int(rng.choice(n, p=x[:, 0])); out.append(i)
                if i == eos: break
            return out""",
        ),
        (
            "state_not_carried",
            """
            n_a, n = parameters["Wax"].shape; a0, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a0, parameters)
                i = int(rng.choice(n, p=p[:, 0])); out.append(i)
                if i == eos: break
                x = np.eye(n)[:, [i]]
            return out""",
        ),
    ],
    "novelty_rate": [
        ("share_of_known", "return sum(s in training for s in samples) / len(samples)"),
        ("among_different_ones", "return len(set(samples) - set(training)) / len(set(samples))"),
        ("each_new_one_once", "return len(set(samples) - set(training)) / len(samples)"),
        ("not_divided", "return sum(s not in training for s in samples)"),
        ("different_ones_counted", "return len(set(samples) - set(training))"),
        ("per_cent", "return 100 * sum(s not in training for s in samples) / len(samples)"),
    ],
    "temperature": [
        ("overflow", "e = np.exp(z / tau); return e / e.sum(axis=0)"),
        ("multiplied", "e = np.exp((z - z.max(axis=0)) * tau); return e / e.sum(axis=0)"),
        ("temperature_ignored", "e = np.exp(z - z.max(axis=0)); return e / e.sum(axis=0)"),
        ("one_maximum_for_all", "e = np.exp((z - z.max()) / tau); return e / e.sum(axis=0)"),
        ("sum_over_everything", "e = np.exp((z - z.max(axis=0)) / tau); return e / e.sum()"),
        ("temperature_ignored", "e = np.exp(z - z.max(axis=0) / tau); return e / e.sum(axis=0)"),
        (
            "maximum_over_rows",
            """
            e = np.exp((z - z.max(axis=1, keepdims=True)) / tau)
            return e / e.sum(axis=0)""",
        ),
        ("softmax_forgotten", "return z / tau"),
    ],
    "top_k": [
        (
            "not_renormalised",
            """
            o = np.argsort(-p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, np.take_along_axis(p, o, axis=0), axis=0); return q""",
        ),
        (
            "all_ties_kept",
            """
            q = np.where(p >= np.sort(p, axis=0)[-k], p, 0); return q / q.sum(axis=0)""",
        ),
        (
            "smallest_kept",
            """
            o = np.argsort(p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, np.take_along_axis(p, o, axis=0), axis=0)
            return q / q.sum(axis=0)""",
        ),
        (
            "places_lost",
            """
            q = np.zeros_like(p); q[:k] = -np.sort(-p, axis=0)[:k]
            return q / q.sum(axis=0)""",
        ),
        (
            "equal_shares",
            """
            o = np.argsort(-p, axis=0, kind="stable")[:k]; q = np.zeros_like(p)
            np.put_along_axis(q, o, 1 / k, axis=0); return q""",
        ),
    ],
    "reject_unknown": [
        (
            "renormalised",
            """
            q = p.copy(); q[unknown] = 0; q = q / q.sum()
            return [int(rng.choice(len(p), p=q)) for _ in range(count)]""",
        ),
        (
            "draws_counted",
            """
            d = [int(rng.choice(len(p), p=p)) for _ in range(count)]
            return [i for i in d if i != unknown]""",
        ),
        ("kept", "return [int(rng.choice(len(p), p=p)) for _ in range(count)]"),
        (
            "second_draw_kept",
            """
            out = []
            for _ in range(count):
                i = int(rng.choice(len(p), p=p))
                if i == unknown: i = int(rng.choice(len(p), p=p))
                out.append(i)
            return out""",
        ),
        (
            "one_too_many",
            """
            out = []
            while len(out) <= count:
                i = int(rng.choice(len(p), p=p))
                if i != unknown: out.append(i)
            return out""",
        ),
        (
            "only_unknown",
            """
            out = []
            while len(out) < count:
                i = int(rng.choice(len(p), p=p))
                if i == unknown: out.append(i)
            return out""",
        ),
        (
            "p_not_handed_over",
            """
            out = []
            while len(out) < count:
                i = int(rng.choice(len(p)))
                if i != unknown: out.append(i)
            return out""",
        ),
    ],
    "make_batches": [
        (
            "batches_not_contiguous",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            return indices[:s].reshape(B, m, T), indices[1:s + 1].reshape(B, m, T)""",
        ),
        (
            "rows_before_batches",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            return indices[:s].reshape(m, B, T), indices[1:s + 1].reshape(m, B, T)""",
        ),
        (
            "targets_not_shifted",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            x = indices[:s].reshape(m, B, T).transpose(1, 0, 2); return x, x""",
        ),
        (
            "",
            """
            B = len(indices) // (m * T); s = B * m * T
            return (indices[:s].reshape(m, B, T).transpose(1, 0, 2),
                    indices[1:s + 1].reshape(m, B, T).transpose(1, 0, 2))""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 5
    "simplified_gru_cell_forward": [
        (
            "gate_turned_round",
            """
            s = np.concatenate([a_prev, xt])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * a_prev + (1 - u) * c
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "old_memory_added_whole",
            """
            s = np.concatenate([a_prev, xt])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = a_prev + u * c
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "input_on_top",
            """
            s = np.concatenate([xt, a_prev])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "sigmoid_for_the_candidate",
            """
            s = np.concatenate([a_prev, xt])
            c = sigmoid(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "",
            """
            s = np.concatenate([a_prev, xt], axis=1)
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
    ],
    "latch_gates": [
        (
            "flag_too_weak",
            """
            return {"Wu": np.array([[0.0, 0.0, strength]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[0.0, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "gate_never_shut",
            """
            return {"Wu": np.array([[0.0, 0.0, 2 * strength]]), "bu": np.array([[0.0]]),
                    "Wc": np.array([[0.0, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "candidate_reads_the_memory",
            """
            return {"Wu": np.array([[0.0, 0.0, 2 * strength]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[strength, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "input_before_state",
            """
            return {"Wu": np.array([[0.0, 2 * strength, 0.0]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[strength, 0.0, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
    ],
    "gru_cell_forward": [
        (
            "reset_forgotten",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = s
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "gate_turned_round",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = (1 - u) * c + u * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "memory_reset_too",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * r * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "reset_after_the_product",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(r * (parameters["Wc"][:, :len(a_prev)] @ a_prev) + parameters["Wc"][:, len(a_prev):] @ xt + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "update_in_place_of_reset",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([u * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = r * s
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
    ],
    "gru_forward": [
        (
            "initial_state_ignored",
            """
            s, out, ks = np.zeros_like(a0), [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
        (
            "state_not_carried",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                n, k = gru_cell_forward(x[:, :, t], a0, parameters); out.append(n); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
        (
            "time_axis_first",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.array(out), ks""",
        ),
        (
            "only_last_cache",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, t], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), [k]""",
        ),
        (
            "first_input_repeated",
            """
            s, out, ks = a0, [], []
            for t in range(x.shape[2]):
                s, k = gru_cell_forward(x[:, :, 0], s, parameters); out.append(s); ks.append(k)
            return np.stack(out, axis=2), ks""",
        ),
    ],
    "gru_cell_backward": [
        (
            "gate_left_out_of_the_candidate",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_of_the_new_state",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - a_next ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "gate_hears_the_candidate_alone",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * c * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "sigmoid_slope_forgotten",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "reset_hears_no_memory",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "straight_path_dropped",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "candidate_path_past_the_reset",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "gate_paths_dropped",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r, "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ sr.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
        (
            "candidate_read_the_whole_memory",
            """
            a_next, a_prev, xt, c, u, r, p = cache; n = len(a_prev)
            s = np.concatenate([a_prev, xt]); sr = np.concatenate([r * a_prev, xt])
            dzc = da_next * u * (1 - c ** 2); dzu = da_next * (c - a_prev) * u * (1 - u)
            low = p["Wc"].T @ dzc; dzr = low[:n] * a_prev * r * (1 - r)
            g = p["Wr"].T @ dzr + p["Wu"].T @ dzu
            return {"da_prev": da_next * (1 - u) + low[:n] * r + g[:n], "dxt": low[n:] + g[n:],
                    "dWr": dzr @ s.T, "dbr": dzr.sum(axis=1, keepdims=True),
                    "dWu": dzu @ s.T, "dbu": dzu.sum(axis=1, keepdims=True),
                    "dWc": dzc @ s.T, "dbc": dzc.sum(axis=1, keepdims=True)}""",
        ),
    ],
    "gru_backward": [
        (
            "right_forgotten",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t], caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "right_piled_up",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = right + g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "last_call_kept",
            """
            T = len(caches); right = np.zeros_like(da[:, :, 0]); dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
        (
            "last_gradient_twice",
            """
            T = len(caches); right = da[:, :, -1]; dx = [0] * T
            sums = {k: 0 for k in ("dWr", "dbr", "dWu", "dbu", "dWc", "dbc")}
            for t in reversed(range(T)):
                g = gru_cell_backward(da[:, :, t] + right, caches[t]); dx[t] = g["dxt"]; right = g["da_prev"]
                for k in sums: sums[k] = sums[k] + g[k]
            return {"dx": np.stack(dx, axis=2), "da0": right, **sums}""",
        ),
    ],
    "gru_reset_after_cell_forward": [
        (
            "reset_before_the_product",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ (r * a_prev)
            c = np.tanh(f + W[:, n:] @ xt + p["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "bias_inside",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(r * (f + p["bc"]) + W[:, n:] @ xt)
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "whole_sum_reset",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(r * (f + W[:, n:] @ xt + p["bc"]))
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "reset_forgotten",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(f + W[:, n:] @ xt + p["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
    ],
    "to_torch_gru": [
        (
            "sign_forgotten",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], p["Wu"], p["Wc"]]), np.concatenate([p["br"], p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "sign_of_the_bias_forgotten",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "order_of_the_gates",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([-p["Wu"], p["Wr"], p["Wc"]]), np.concatenate([-p["bu"], p["br"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "bias_twice",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": b}""",
        ),
        (
            "input_and_state_exchanged",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])[:, 0]
            return {"weight_ih_l0": W[:, :n], "weight_hh_l0": W[:, n:], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
        (
            "bias_as_column",
            """
            p, n = parameters, len(parameters["br"])
            W, b = np.concatenate([p["Wr"], -p["Wu"], p["Wc"]]), np.concatenate([p["br"], -p["bu"], p["bc"]])
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b, "bias_hh_l0": 0 * b}""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 6
    "lstm_cell_forward": [
        (
            "forget_and_update_swapped",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = u * c_prev + f * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "forget_as_one_minus_update",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = (1 - u) * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "tanh_of_memory_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * c
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "input_above_the_state",
            """
            p, s = parameters, np.concatenate([xt, a_prev])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "output_gate_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "prediction_from_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ c + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
    ],
    "lstm_forward": [
        (
            "memory_starts_as_state",
            """
            a, c, A, C, Y, K = a0, a0, [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "memory_not_carried",
            """
            a, c, A, C, Y, K = a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k); c = np.zeros_like(a0)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "state_for_memory",
            """
            a, c, A, C, Y, K = a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k); c = a
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
        (
            "initial_state_ignored",
            """
            a, c, A, C, Y, K = 0 * a0, np.zeros_like(a0), [], [], [], []
            for t in range(x.shape[2]):
                a, c, y, k = lstm_cell_forward(x[:, :, t], a, c, parameters)
                A.append(a); C.append(c); Y.append(y); K.append(k)
            return np.stack(A, 2), np.stack(Y, 2), np.stack(C, 2), K""",
        ),
    ],
    "carry_memory": [
        (
            "still_written",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 30)
            pass
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "still_forgotten",
            """
            p = dict(parameters)
            pass
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], -40)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "ten_is_not_enough",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 10)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], -10)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "zero_for_a_closed_gate",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 0)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], 0)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
        (
            "one_as_a_bias",
            """
            p = dict(parameters)
            p["Wf"] = np.zeros_like(p["Wf"]); p["bf"] = np.full_like(p["bf"], 1)
            p["Wu"] = np.zeros_like(p["Wu"]); p["bu"] = np.full_like(p["bu"], 0)
            a, c, A, C = np.zeros_like(c0), c0, [], []
            for t in range(x.shape[2]):
                a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, p); A.append(a); C.append(c)
            return np.stack(A, axis=2), np.stack(C, axis=2)""",
        ),
    ],
    "lstm_cell_backward": [
        (
            "road_through_the_state_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "later_memory_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "not_scaled_by_forget",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "slope_of_the_memory",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - c ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "output_slope_forgotten",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "forget_with_new_memory",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "candidate_with_sigmoid_slope",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * k * (1 - k), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
        (
            "raw_dc_next_handed_on",
            """
            a, c, a0, c0, x, f, u, k, o, p = cache; th = np.tanh(c)
            dzo = da_next * th * o * (1 - o)
            dc = dc_next + da_next * o * (1 - th ** 2)
            d = {"f": dc * c0 * f * (1 - f), "u": dc * k * u * (1 - u), "c": dc * u * (1 - k ** 2), "o": dzo}
            s, n = np.concatenate([a0, x]), a0.shape[0]
            g = sum(p["W" + i].T @ z for i, z in d.items())
            return {"dxt": g[n:], "da_prev": g[:n], "dc_prev": dc_next * f,
                    **{"dW" + i: z @ s.T for i, z in d.items()},
                    **{"db" + i: z.sum(axis=1, keepdims=True) for i, z in d.items()}}""",
        ),
    ],
    "lstm_backward": [
        (
            "road_of_the_memory_forgotten",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                pass
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "road_of_the_state_forgotten",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t], d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "memory_piled_up",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = d + g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "last_call_kept",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
        (
            "from_above_into_the_memory",
            """
            T, s, r, d = da.shape[2], {}, 0 * da[:, :, 0], 0 * da[:, :, 0]
            dx = [None] * T
            for t in reversed(range(T)):
                g = lstm_cell_backward(da[:, :, t] + r, da[:, :, t] + d, caches[t]); dx[t] = g["dxt"]; r = g["da_prev"]
                d = g["dc_prev"]
                for n in g:
                    if n[:2] in ("dW", "db"): s[n] = s.get(n, 0) + g[n]
            return {"dx": np.stack(dx, axis=2), "da0": r, "dc0": d, **s}""",
        ),
    ],
    "forget_bias_init": [
        ("added_to_the_old", "return {**parameters, 'bf': parameters['bf'] + value}"),
        ("always_one", "return {**parameters, 'bf': np.ones_like(parameters['bf'])}"),
        (
            "every_bias",
            """
            return {k: np.full_like(v, value) if k in ("bf", "bu", "bc", "bo") else v
                    for k, v in parameters.items()}""",
        ),
    ],
    "to_torch_lstm": [
        (
            "our_order",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "fuco"])
            b = np.concatenate([parameters["b" + k] for k in "fuco"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "candidate_last",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufoc"])
            b = np.concatenate([parameters["b" + k] for k in "ufoc"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "bias_counted_twice",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"]).ravel()
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": b}""",
        ),
        (
            "columns_swapped",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"]).ravel()
            return {"weight_ih_l0": W[:, :n], "weight_hh_l0": W[:, n:], "bias_ih_l0": b,
                    "bias_hh_l0": np.zeros(len(b))}""",
        ),
        (
            "bias_as_column",
            """
            n = len(parameters["bf"])
            W = np.concatenate([parameters["W" + k] for k in "ufco"])
            b = np.concatenate([parameters["b" + k] for k in "ufco"])
            return {"weight_ih_l0": W[:, n:], "weight_hh_l0": W[:, :n], "bias_ih_l0": b,
                    "bias_hh_l0": 0 * b}""",
        ),
    ],
    "coupled_gates": [
        ("not_turned_round", "return update, update * c_prev + update * candidate"),
        ("gates_swapped", "return 1 - update, update * c_prev + (1 - update) * candidate"),
        ("nothing_forgotten", "return 1 - update, c_prev + update * candidate"),
    ],
    "peephole_lstm_cell_forward": [
        (
            "output_peeps_at_the_old_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c_prev)
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "no_peephole_for_the_output",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"])
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "state_instead_of_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * a_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * a_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c)
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "tanh_of_memory_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c)
            a = o * c
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 7
    "reverse_by_length": [
        ("reversed_by_T", "return x[:, :, ::-1]"),
        (
            "padding_set_to_zero",
            """
            out = np.zeros_like(x)
            for i, n in enumerate(lengths): out[:, i, :n] = x[:, i, :n][:, ::-1]
            return out""",
        ),
        (
            "overwritten_while_reading",
            """
            out = x.copy()
            for i, n in enumerate(lengths):
                for t in range(n): out[:, i, t] = out[:, i, n - 1 - t]
            return out""",
        ),
        (
            "one_length_for_all",
            """
            n, out = lengths[0], x.copy()
            out[:, :, :n] = x[:, :, :n][:, :, ::-1]
            return out""",
        ),
        (
            "last_real_step_left",
            """
            out = x.copy()
            for i, n in enumerate(lengths - 1): out[:, i, :n] = x[:, i, :n][:, ::-1]
            return out""",
        ),
    ],
    "birnn_forward": [
        (
            "not_reversed_back",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "reversed_by_T",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(x[:, :, ::-1], a0["backward"], parameters["backward"], lengths)
            l = l[:, :, ::-1]
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "two_forward_networks",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(x, a0["backward"], parameters["backward"], lengths)
            return np.concatenate([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "added_up",
            """
            r, cr = run(x, a0["forward"], parameters["forward"], lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)
            l = reverse_by_length(l, lengths)
            return r + l, {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
        (
            "one_set_of_weights",
            """
            p = parameters["forward"]
            r, cr = run(x, a0["forward"], p, lengths)
            l, cl = run(reverse_by_length(x, lengths), a0["backward"], p, lengths)
            l = reverse_by_length(l, lengths)
            return np.vstack([r, l]), {"forward": cr, "backward": cl, "lengths": lengths}""",
        ),
    ],
    "causality_test": [
        (
            "both_changed",
            """
            y = x
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            d, n = np.abs(d), len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
        (
            "sign_kept",
            """
            y = x.copy()
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            n = len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
        (
            "halves_not_told_apart",
            """
            y = x.copy()
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            return np.abs(d).max(axis=(0, 1))""",
        ),
        (
            "changed_from_there_on",
            """
            y = x.copy()
            y[:, :, step:] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            d, n = np.abs(d), len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
    ],
    "birnn_read_out": [
        ("last_column_for_both", "return a[:, :, -1]"),
        ("first_column_for_both", "return a[:, :, 0]"),
        ("mean_over_time", "return a.mean(axis=2)"),
        ("halves_swapped", "n = len(a) // 2; return np.vstack([a[n:, :, 0], a[:n, :, -1]])"),
    ],
    "birnn_backward": [
        (
            "da_not_reversed",
            """
            n, L = len(da) // 2, caches["lengths"]
            f, b = run_back(da[:n], caches["forward"]), run_back(da[n:], caches["backward"])
            dx = f.pop("dx") + reverse_by_length(b.pop("dx"), L)
            return {"dx": dx, "forward": f, "backward": b}""",
        ),
        (
            "dx_not_reversed",
            """
            n, L = len(da) // 2, caches["lengths"]
            f = run_back(da[:n], caches["forward"])
            b = run_back(reverse_by_length(da[n:], L), caches["backward"])
            return {"dx": f.pop("dx") + b.pop("dx"), "forward": f, "backward": b}""",
        ),
        (
            "nothing_reversed",
            """
            n = len(da) // 2
            f, b = run_back(da[:n], caches["forward"]), run_back(da[n:], caches["backward"])
            return {"dx": f["dx"] + b["dx"], "forward": f, "backward": b}""",
        ),
        (
            "dx_of_one_direction",
            """
            n, L = len(da) // 2, caches["lengths"]
            f = run_back(da[:n], caches["forward"])
            b = run_back(reverse_by_length(da[n:], L), caches["backward"])
            return {"dx": f["dx"], "forward": f, "backward": b}""",
        ),
    ],
    "read_out_backward": [
        (
            "last_column_for_both",
            """
            da = np.zeros((*da_read.shape, T_x))
            da[:, :, -1] = da_read
            return da""",
        ),
        ("every_step", "return np.repeat(da_read[:, :, np.newaxis], T_x, axis=2)"),
        (
            "both_halves_at_both_ends",
            """
            da = np.zeros((da_read.shape[0], da_read.shape[1], T_x))
            da[:, :, 0] += da_read
            da[:, :, T_x - 1] += da_read
            return da""",
        ),
        (
            "the_wrong_ends",
            """
            n, da = len(da_read) // 2, np.zeros((*da_read.shape, T_x))
            da[:n, :, 0], da[n:, :, -1] = da_read[:n], da_read[n:]
            return da""",
        ),
        ("shared_out", "return np.stack([da_read / T_x] * T_x, axis=2)"),
        (
            "time_in_the_middle",
            """
            n, (rows, m) = len(da_read) // 2, da_read.shape
            da = np.zeros((rows, T_x, m))
            da[:n, -1], da[n:, 0] = da_read[:n], da_read[n:]
            return da""",
        ),
        (
            "",
            """
            da = np.zeros((len(da_read) // 2, da_read.shape[1], T_x))
            da[:, :, -1] = da_read
            return da""",
        ),
    ],
    "best_without_what_follows": [
        ("one_answer_for_all", "return max(labels.count(k) for k in set(labels)) / len(labels)"),
        (
            "last_word_alone",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words[-1], []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values()) / len(labels)""",
        ),
        (
            "mean_of_the_shares",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return np.mean([max(v.count(k) for k in v) / len(v) for v in seen.values()])""",
        ),
        (
            "not_divided",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values())""",
        ),
        (
            "divided_by_beginnings",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            return sum(max(v.count(k) for k in v) for v in seen.values()) / len(seen)""",
        ),
        (
            "last_label_seen",
            """
            answer = {}
            for words, label in zip(beginnings, labels): answer[words] = label
            return sum(answer[w] == k for w, k in zip(beginnings, labels)) / len(labels)""",
        ),
        (
            "only_where_it_is_certain",
            """
            seen = {}
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, set()).add(label)
            return sum(len(seen[w]) == 1 for w in beginnings) / len(labels)""",
        ),
        (
            "ties_lost",
            """
            seen, right = {}, 0
            for words, label in zip(beginnings, labels):
                seen.setdefault(words, []).append(label)
            for v in seen.values():
                a, b = v.count("B-PER"), v.count("O")
                if a > b: right += a
                if b > a: right += b
            return right / len(labels)""",
        ),
    ],
    "find_names": [
        (
            "last_name_lost",
            """
            names, start = [], None
            for t, label in enumerate(labels):
                if start is not None and label[0] != "I":
                    names.append((start, t)); start = None
                if label[0] == "B": start = t
            return names""",
        ),
        (
            "neighbours_run_together",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if label == "O" and start is not None:
                    names.append((start, t)); start = None
                elif label[0] == "B" and start is None: start = t
            return names""",
        ),
        (
            "everything_but_o",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if label != "O" and start is None: start = t
                if label == "O" and start is not None:
                    names.append((start, t)); start = None
            return names""",
        ),
        (
            "end_included",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I":
                    names.append((start, t - 1)); start = None
                if label[0] == "B": start = t
            return names""",
        ),
        (
            "stray_i_begins_a_name",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I":
                    names.append((start, t)); start = None
                if label[0] == "B" or label[0] == "I" and start is None: start = t
            return names""",
        ),
        (
            "names_of_one_word_lost",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I" and labels[t - 1][0] == "I":
                    names.append((start, t)); start = None
                if label[0] == "B": start = t
                if label == "O": start = None
            return names""",
        ),
        ("every_word_a_name", "return [(t, t + 1) for t, k in enumerate(labels) if k != 'O']"),
    ],
    "name_scores": [
        (
            "sentences_mixed",
            """
            f, r = {n for s in found for n in s}, {n for s in right for n in s}
            F, R, h = sum(map(len, found)), sum(map(len, right)), len(f & r)
            p, q = h / max(F, 1), h / max(R, 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "start_is_enough",
            """
            h = sum(a[0] in [b[0] for b in r] for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, found)), 1), h / max(sum(map(len, right)), 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "mean_over_sentences",
            """
            P, R = [], []
            for f, r in zip(found, right):
                h = len(set(f) & set(r))
                P.append(h / len(f) if f else 0); R.append(h / len(r) if r else 0)
            p, q = np.mean(P), np.mean(R)
            return p, q, 2 * p * q / (p + q) if p + q else 0""",
        ),
        (
            "mean_for_f1",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, found)), 1), h / max(sum(map(len, right)), 1)
            return p, q, (p + q) / 2""",
        ),
        (
            "swapped",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / max(sum(map(len, right)), 1), h / max(sum(map(len, found)), 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "words_counted",
            """
            h = F = R = 0
            for f, r in zip(found, right):
                f = {t for a, b in f for t in range(a, b)}
                r = {t for a, b in r for t in range(a, b)}
                h, F, R = h + len(f & r), F + len(f), R + len(r)
            p, q = h / max(F, 1), h / max(R, 1)
            return p, q, 2 * p * q / (p + q) if h else 0""",
        ),
        (
            "",
            """
            h = sum(a in r for f, r in zip(found, right) for a in f)
            p, q = h / sum(map(len, found)), h / sum(map(len, right))
            return p, q, 2 * p * q / (p + q)""",
        ),
    ],
    "look_ahead_states": [
        (
            "padding_read",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1][:, :, ::-1]
                out.append(gru_forward(w, a0, parameters)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "read_from_the_left",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(w, a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "state_too_early",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, 0])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "d_ignored",
            """
            turned = reverse_by_length(x, lengths)
            a = reverse_by_length(run(turned, a0, parameters, lengths)[0], lengths)
            return a * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "read_on_to_the_first_word",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, : t + d + 1]
                n = np.minimum(lengths, t + d + 1)
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "not_begun_anew",
            """
            out, a = [], a0
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.clip(lengths - t, 1, w.shape[2])
                a = run(reverse_by_length(w, n), a, parameters, n)[0][:, :, -1]
                out.append(a)
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "padding_read",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                out.append(run(reverse_by_length(w, lengths), a0, parameters, lengths)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d + 1]
                n = np.minimum(lengths - t, d + 1)
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
        (
            "",
            """
            out = []
            for t in range(x.shape[2]):
                w = x[:, :, t : t + d]
                n = np.clip(lengths - t, 1, w.shape[2])
                out.append(run(reverse_by_length(w, n), a0, parameters, n)[0][:, :, -1])
            return np.stack(out, axis=2) * (np.arange(x.shape[2]) < lengths[:, None])""",
        ),
    ],
    # ------------------------------------------------------------------ chapter 8
    "deep_rnn_forward": [
        (
            "layer_fed_with_x",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ x[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, x[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "one_first_state",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[0], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "one_set_of_weights",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                p = parameters[0]
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
        (
            "bias_forgotten",
            """
            out, kept, below = [], [], x
            for l, p in enumerate(parameters):
                a, track, caches = a0[l], [], []
                for t in range(x.shape[2]):
                    new = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a)
                    caches.append((new, a, below[:, :, t], p)); track.append(new); a = new
                out.append(np.stack(track, axis=2)); kept.append(caches)
                below = out[-1]
            return out, kept""",
        ),
    ],
    "deep_rnn_backward": [
        (
            "same_gradient_for_all",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(da, kept)); dx = g.pop("dx"); d = dx
                layers.append(g)
            return {"dx": dx, "layers": layers[::-1]}""",
        ),
        (
            "listed_from_the_top",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(d, kept)); dx = g.pop("dx"); d = dx
                layers.append(g)
            return {"dx": dx, "layers": layers}""",
        ),
        (
            "gradients_piled_up",
            """
            layers, d = [], da
            for kept in reversed(caches):
                g = dict(rnn_backward(d, kept)); dx = g.pop("dx"); d = d + dx
                layers.append(g)
            return {"dx": dx, "layers": layers[::-1]}""",
        ),
    ],
    "any_cell_forward": [
        (
            "memory_passed_up",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], state, parameters[l])
                    state = new; shown.append(state[-1])
                top = np.stack(shown, axis=2); below = top
                last.append(state)
            return top, last""",
        ),
        (
            "layer_fed_with_x",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], state, parameters[l])
                    state = new; shown.append(state[0])
                top = np.stack(shown, axis=2); below = x
                last.append(state)
            return top, last""",
        ),
        (
            "state_not_carried",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], initial[l], parameters[l])
                    state = new; shown.append(state[0])
                top = np.stack(shown, axis=2); below = top
                last.append(state)
            return top, last""",
        ),
    ],
    "dropout_mask": [
        ("not_scaled", "return (u >= rate).astype(float)"),
        ("rate_is_what_is_kept", "return (u < rate) / (1 - rate)"),
        ("divided_by_the_rate", "return (u >= rate) / rate"),
        ("made_smaller", "return (u >= rate) * (1 - rate)"),
    ],
    "deep_dropout_forward": [
        (
            "on_the_recurrent_path",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    a = a * (masks[l][:, :, t] if l < len(masks) else 1.0)
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "masked_between_the_steps",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ (a * (masks[l][:, :, t] if l < len(masks) else 1.0)) + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "no_mask",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "first_mask_everywhere",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made * masks[0]
            return made, states""",
        ),
    ],
    "deep_birnn_forward": [
        (
            "not_turned_back",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                pass
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "turned_by_the_whole_length",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reads[:, :, ::-1], [first["backward"]], [p["backward"]])
                l = l[:, :, ::-1]
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "layer_fed_with_x",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([r, l]) * real; states.append(made); reads = x
            return made, states""",
        ),
        (
            "forward_weights_for_both",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["forward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([r, l]) * real; states.append(made); reads = made
            return made, states""",
        ),
        (
            "backward_on_top",
            """
            real, reads, states = np.arange(x.shape[2]) < np.array(lengths)[:, None], x, []
            for first, p in zip(a0, parameters):
                (r,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
                (l,), _ = deep_rnn_forward(reverse_by_length(reads, lengths), [first["backward"]], [p["backward"]])
                l = reverse_by_length(l, lengths)
                made = np.concatenate([l, r]) * real; states.append(made); reads = made
            return made, states""",
        ),
    ],
    "count_cost": [
        (
            "every_layer_reads_x",
            "return sum(n * (n + n_x) + n for n in widths), sum(n * (n + n_x) for n in widths)",
        ),
        (
            "biases_forgotten",
            """
            k = sum(n * (n + b) for n, b in zip(widths, [n_x, *widths]))
            return k, k""",
        ),
        (
            "biases_as_products",
            """
            k = sum(n * (n + b + 1) for n, b in zip(widths, [n_x, *widths]))
            return k, k""",
        ),
        (
            "no_state",
            """
            k = sum(n * b for n, b in zip(widths, [n_x, *widths]))
            return k + sum(widths), k""",
        ),
    ],
    "dense_head": [
        (
            "no_bend",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = p["W1"] @ a[:, :, t] + p["b1"]
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "hidden_layer_left_out",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = a[:, :, t]
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "first_bias_forgotten",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = np.tanh(p["W1"] @ a[:, :, t])
                z = p["Wy"] @ h + p["by"]
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
        (
            "second_bias_forgotten",
            """
            p, out = parameters, []
            for t in range(a.shape[2]):
                h = np.tanh(p["W1"] @ a[:, :, t] + p["b1"])
                z = p["Wy"] @ h
                e = np.exp(z - z.max(axis=0)); out.append(e / e.sum(axis=0))
            return np.stack(out, axis=2)""",
        ),
    ],
    "to_torch_stack": [
        (
            "our_gate_order",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "fuco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "fuco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "candidate_last",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufoc"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufoc"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "input_and_state_exchanged",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, :n], W[:, n:]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
        (
            "bias_twice",
            """
            out = {}
            for l, p in enumerate(parameters):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], b[:, 0]
            return out""",
        ),
        (
            "top_layer_first",
            """
            out = {}
            for l, p in enumerate(parameters[::-1]):
                if cell == "rnn":
                    W, b, n = np.hstack([p["Waa"], p["Wax"]]), p["ba"], len(p["ba"])
                else:
                    W = np.vstack([p["W" + k] for k in "ufco"]); n = len(p["bf"])
                    b = np.vstack([p["b" + k] for k in "ufco"])
                out[f"weight_ih_l{l}"], out[f"weight_hh_l{l}"] = W[:, n:], W[:, :n]
                out[f"bias_ih_l{l}"], out[f"bias_hh_l{l}"] = b[:, 0], 0 * b[:, 0]
            return out""",
        ),
    ],
}
