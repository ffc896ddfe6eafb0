import type { RouteId } from '@penstock/contract';
import type { OperatorAct, OperatorAction } from '@penstock/core';
import type { Call } from './call.ts';
import { operatorOf } from './call.ts';

/** A call of an operator as the log keeps it. */
export function actOf(
  call: Pick<Call<RouteId>, 'caller' | 'request'>,
  action: OperatorAction,
  about: Pick<OperatorAct, 'saleId' | 'orderId' | 'detail'> & { readonly reason?: string | undefined } = {},
): OperatorAct {
  const { reason, ...rest } = about;
  return {
    operator: operatorOf(call).name,
    action,
    ...rest,
    ...(reason !== undefined && { reason }),
    requestId: call.request.id,
  };
}
