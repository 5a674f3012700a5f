// Three models that load as real ones and are a few kilobytes each, in the layout of the hub; for the tests and the bench.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  bytes,
  initializer,
  int,
  message,
  model,
  node,
  text,
  valueInfo,
} from '../../onnx/test/onnx-writer.mjs'

const INT64 = 7
/** Ids: 0 pads, 1 is unknown, 2 to 30 are the words w2 to w30, 31 ends. */
const VOCABULARY = 32
export const END_TOKEN = VOCABULARY - 1

/**
 * Writes `tiny-embed`, `tiny-classify` (words up to w16 are low, those above high) and `tiny-generate`, which counts on from the last word
 * of its prompt (`w5` → `w6 w7 …`) up to the end token, with a cache of keys and values.
 * @param {string} root
 */
export function writeTinyModels(root) {
  writeModel(join(root, 'tiny-embed'), embeddingModel(), {
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: VOCABULARY,
  })
  writeModel(join(root, 'tiny-classify'), classifierModel(), {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    hidden_size: VOCABULARY,
    id2label: { 0: 'low', 1: 'high' },
    label2id: { low: 0, high: 1 },
  })
  const generator = {
    model_type: 'gpt2',
    architectures: ['GPT2LMHeadModel'],
    n_layer: 1,
    n_head: 1,
    n_embd: VOCABULARY,
    n_positions: 512,
    vocab_size: VOCABULARY,
    eos_token_id: END_TOKEN,
  }
  writeModel(join(root, 'tiny-generate'), generatorModel(), generator, {
    eos_token_id: END_TOKEN,
    pad_token_id: 0,
  })
}

/** @param {string} folder @param {Uint8Array} onnx @param {object} config @param {object} [generationConfig] */
function writeModel(folder, onnx, config, generationConfig) {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  /** @param {string} name @param {object} value */
  const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value))
  write('config.json', config)
  write('tokenizer.json', tokenizer())
  write('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    eos_token: '[END]',
    model_max_length: 512,
    chat_template: '{% for message in messages %}{{ message.content }} {% endfor %}',
  })
  if (generationConfig !== undefined) write('generation_config.json', generationConfig)
  writeFileSync(join(folder, 'onnx', 'model.onnx'), onnx)
}

function tokenizer() {
  const special = { '[PAD]': 0, '[UNK]': 1, '[END]': END_TOKEN }
  const words = Array.from({ length: END_TOKEN - 2 }, (_, i) => [`w${i + 2}`, i + 2])
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: Object.entries(special).map(([content, id]) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }],
      pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
      special_tokens: {},
    },
    decoder: null,
    model: { type: 'WordLevel', vocab: { ...special, ...Object.fromEntries(words) }, unk_token: '[UNK]' },
  }
}

/** @param {string} name @param {readonly number[]} values */
const ints = (name, values) =>
  Buffer.concat([text(1, name), ...values.map((value) => int(8, value)), int(20, 7)])
/** @param {string} name @param {number} value */
const whole = (name, value) => Buffer.concat([text(1, name), int(3, value), int(20, 2)])

/** A tensor of int64, as `axes` are. @param {string} name @param {readonly number[]} axes */
function axesTensor(name, axes) {
  const raw = new Uint8Array(BigInt64Array.from(axes.map(BigInt)).buffer)
  return message(5, int(1, axes.length), int(2, INT64), text(8, name), bytes(9, raw))
}

/** Every word is its own direction. */
const identity = Array.from({ length: VOCABULARY ** 2 }, (_, i) => (i % (VOCABULARY + 1) === 0 ? 1 : 0))

/** @param {readonly string[]} names */
const tokenInputs = (...names) =>
  names.map((name) => valueInfo(11, { name, dims: ['batch', 'sequence'], type: INT64 }))

function embeddingModel() {
  return model({
    graph: [
      node({ name: 'embed', op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['last_hidden_state'] }),
      initializer({ name: 'table', dims: [VOCABULARY, VOCABULARY], values: identity }),
      ...tokenInputs('input_ids', 'attention_mask', 'token_type_ids'),
      valueInfo(12, { name: 'last_hidden_state', dims: ['batch', 'sequence', VOCABULARY] }),
    ],
  })
}

function classifierModel() {
  const weights = Array.from({ length: VOCABULARY * 2 }, (_, i) =>
    (Math.floor(i / 2) > 16 ? 1 : 0) === i % 2 ? 4 : -4,
  )
  return model({
    graph: [
      node({ name: 'embed', op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['words'] }),
      node({
        name: 'pool',
        op: 'ReduceMean',
        inputs: ['words'],
        outputs: ['mean'],
        attributes: [ints('axes', [1]), whole('keepdims', 0)],
      }),
      node({ name: 'head', op: 'MatMul', inputs: ['mean', 'weights'], outputs: ['logits'] }),
      initializer({ name: 'table', dims: [VOCABULARY, VOCABULARY], values: identity }),
      initializer({ name: 'weights', dims: [VOCABULARY, 2], values: weights }),
      ...tokenInputs('input_ids', 'attention_mask', 'token_type_ids'),
      valueInfo(12, { name: 'logits', dims: ['batch', 2] }),
    ],
  })
}

/** The next word is the one after the last; what the cache holds adds a little, so that it is really read. */
function generatorModel() {
  const next = Array.from({ length: VOCABULARY ** 2 }, (_, i) => {
    const from = Math.floor(i / VOCABULARY)
    return i % VOCABULARY === Math.min(from + 1, END_TOKEN) ? 1 : 0
  })
  /** @param {11 | 12} field @param {string} name */
  const cache = (field, name) =>
    valueInfo(field, { name, dims: ['batch', 1, field === 11 ? 'past' : 'total', VOCABULARY] })
  return model({
    graph: [
      node({ name: 'embed', op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['words'] }),
      node({ name: 'heads', op: 'Unsqueeze', inputs: ['words', 'axis1'], outputs: ['head'] }),
      ...['key', 'value'].map((kind) =>
        node({
          name: `cache ${kind}`,
          op: 'Concat',
          inputs: [`past_key_values.0.${kind}`, 'head'],
          outputs: [`present.0.${kind}`],
          attributes: [whole('axis', 2)],
        }),
      ),
      node({
        name: 'average',
        op: 'ReduceMean',
        inputs: ['present.0.value'],
        outputs: ['mean'],
        attributes: [ints('axes', [2]), whole('keepdims', 0)],
      }),
      node({ name: 'scale', op: 'Mul', inputs: ['mean', 'little'], outputs: ['context'] }),
      node({ name: 'mix', op: 'Add', inputs: ['words', 'context'], outputs: ['mixed'] }),
      node({ name: 'logits', op: 'MatMul', inputs: ['mixed', 'next'], outputs: ['logits'] }),
      initializer({ name: 'table', dims: [VOCABULARY, VOCABULARY], values: identity }),
      initializer({ name: 'next', dims: [VOCABULARY, VOCABULARY], values: next }),
      initializer({ name: 'little', dims: [1], values: [0.001] }),
      axesTensor('axis1', [1]),
      ...tokenInputs('input_ids', 'attention_mask', 'position_ids'),
      cache(11, 'past_key_values.0.key'),
      cache(11, 'past_key_values.0.value'),
      valueInfo(12, { name: 'logits', dims: ['batch', 'sequence', VOCABULARY] }),
      cache(12, 'present.0.key'),
      cache(12, 'present.0.value'),
    ],
  })
}
