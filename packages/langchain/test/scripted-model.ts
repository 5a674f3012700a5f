import type * as ChatModels from '@langchain/core/language_models/chat_models'
import type * as Messages from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import { importFrom } from './frameworks.ts'

const { BaseChatModel } = await importFrom<typeof ChatModels>('@langchain/core/language_models/chat_models')

/** A chat model that gives its answers in order. LangChain's own for tests came later than the lowest version that is supported. */
export class ScriptedModel extends BaseChatModel {
  readonly #answers: Messages.AIMessage[]

  constructor(answers: readonly Messages.AIMessage[]) {
    super({})
    this.#answers = [...answers]
  }

  override _llmType(): string {
    return 'scripted'
  }

  override bindTools(): this {
    return this
  }

  override _generate(): Promise<ChatResult> {
    const message = this.#answers.shift()
    if (message === undefined) return Promise.reject(new Error('no answer is left'))
    return Promise.resolve({ generations: [{ text: message.text, message }] })
  }
}
